/** Our seconds beside the exchange's own second candles. */
@NullMarked
package io.market1s.local.candle;

import org.jspecify.annotations.NullMarked;
