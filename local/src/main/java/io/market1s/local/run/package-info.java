/** The pipeline in one JVM: servers and services are started, watched, drained and stopped in order. */
@NullMarked
package io.market1s.local.run;

import org.jspecify.annotations.NullMarked;
