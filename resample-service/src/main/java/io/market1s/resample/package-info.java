/** The resample service: raw topics in, {@code market_1s} out. */
@NullMarked
package io.market1s.resample;

import org.jspecify.annotations.NullMarked;
