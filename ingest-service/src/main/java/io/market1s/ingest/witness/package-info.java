/**
 * Evidence of each market by itself: whether what others tell of a market (its tickers, key frames, REST) is what the
 * feed has brought. Pure: times are parameters, and by the exchange's clock.
 */
@NullMarked
package io.market1s.ingest.witness;

import org.jspecify.annotations.NullMarked;
