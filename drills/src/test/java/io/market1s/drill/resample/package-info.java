/** Drills of the resampler: kills, take-overs, death. */
@NullMarked
package io.market1s.drill.resample;

import org.jspecify.annotations.NullMarked;
