/** The whole pipeline, each part in a process of its own. */
@NullMarked
package io.market1s.drill.pipeline;

import org.jspecify.annotations.NullMarked;
