package io.market1s.data;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a bar says of the market: a pure function of the set of raw records. All numbers are canonical, so that equal
 * contents are {@code equals}.
 *
 * @param ts the close of the second that the bar covers: it knows what took effect before {@code ts}
 * @param quote the last book before {@code ts}; null until the first
 * @param lastTradePrice price of the last trade before {@code ts}, carried forward; null until the first
 * @param lastTradeSide side of that trade
 * @param trades the trades in {@code [ts - 1 s, ts)}
 * @param bookCount distinct book times in {@code [ts - 1 s, ts)}
 * @param complete whether one feed covered the whole second, and it was not withdrawn
 * @param tradesComplete whether all trades of the second are counted; true if it is complete
 */
public record BarContent(
        String symbol,
        Instant ts,
        @Nullable Quote quote,
        @Nullable BigDecimal lastTradePrice,
        @Nullable Side lastTradeSide,
        TradeSummary trades,
        int bookCount,
        boolean complete,
        boolean tradesComplete) {

    /** Age of the book at {@code ts} in milliseconds; null until the first book. */
    public @Nullable Long bookAgeMillis() {
        return quote == null ? null : ts.toEpochMilli() - quote.time().toEpochMilli();
    }
}
