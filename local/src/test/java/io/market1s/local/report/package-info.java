/** Tests of what is told about a run. */
@NullMarked
package io.market1s.local.report;

import org.jspecify.annotations.NullMarked;
