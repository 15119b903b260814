package io.market1s.data;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A summary of a market's day. It cannot count trades, so no column of the bar comes from it; but it tells whether a
 * trade is missing.
 *
 * @param time when the summary was made
 * @param last the newest trade; null if the ticker does not tell all of it
 * @param dayVolume what was traded since 00:00 UTC, in the base currency, to the digits that a double keeps; null if the
 *     ticker does not tell
 */
public record Ticker(
        String symbol,
        Instant time,
        @Nullable Last last,
        @Nullable BigDecimal dayVolume) implements MarketEvent {
    /** The newest trade of a market, as its ticker tells it: without an id. */
    public record Last(Instant time, BigDecimal price, BigDecimal volume) {}
}
