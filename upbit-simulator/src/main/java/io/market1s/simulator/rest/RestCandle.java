package io.market1s.simulator.rest;

import io.market1s.data.TradeSummary;
import io.market1s.simulator.tally.Tally;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The trades of a stretch that begins at {@code open}.
 *
 * @param lastTrade time of the last of them
 */
record RestCandle(Instant open, TradeSummary.Ohlc prices, BigDecimal value, BigDecimal volume, Instant lastTrade) {

    /** The candles of that length, each with at least one trade, of seconds in the order of time. */
    static List<RestCandle> of(List<Tally.Second> seconds, Duration length) {
        List<RestCandle> candles = new ArrayList<>();
        for (Tally.Second second : seconds) {
            RestCandle candle = of(second, length);
            int last = candles.size() - 1;
            if (last >= 0 && candles.get(last).open.equals(candle.open)) {
                candles.set(last, candles.get(last).followedBy(candle));
            } else {
                candles.add(candle);
            }
        }
        return candles;
    }

    private static RestCandle of(Tally.Second second, Duration length) {
        long start = second.end().minusSeconds(1).toEpochMilli();
        Instant open = Instant.ofEpochMilli(Math.floorDiv(start, length.toMillis()) * length.toMillis());
        TradeSummary trades = second.trades();
        return new RestCandle(
                open, Objects.requireNonNull(trades.prices()), trades.value(), trades.volume(), second.lastTrade());
    }

    private RestCandle followedBy(RestCandle next) {
        TradeSummary.Ohlc both = new TradeSummary.Ohlc(
                prices.open(),
                prices.high().max(next.prices.high()),
                prices.low().min(next.prices.low()),
                next.prices.close());
        return new RestCandle(open, both, value.add(next.value), volume.add(next.volume), next.lastTrade);
    }
}
