/** How late rows are, whole pipeline, at the rates of a real exchange. */
@NullMarked
package io.market1s.benchmark.ontime;

import org.jspecify.annotations.NullMarked;
