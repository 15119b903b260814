/** How the sink behind the resampler does, seen from outside: it has no endpoint for metrics of its own. */
@NullMarked
package io.market1s.resample.sink;

import org.jspecify.annotations.NullMarked;
