/** Rebuilding rows from the raw topics: the same topology as live, from an earlier place in the log to a fixed end. */
@NullMarked
package io.market1s.resample.rebuild;

import org.jspecify.annotations.NullMarked;
