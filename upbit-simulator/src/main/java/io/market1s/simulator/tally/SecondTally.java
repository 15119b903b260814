package io.market1s.simulator.tally;

import io.market1s.data.Decimals;
import io.market1s.data.Side;
import io.market1s.data.Trade;
import io.market1s.data.TradeSummary;
import java.math.BigDecimal;
import java.time.Instant;

/** Adds up the distinct trades of one market in one second. Not thread-safe: the tally guards it. */
final class SecondTally {
    private int count;
    private BigDecimal volume = BigDecimal.ZERO;
    private BigDecimal value = BigDecimal.ZERO;
    private BigDecimal buyVolume = BigDecimal.ZERO;
    private BigDecimal high;
    private BigDecimal low;
    private Trade first;
    private Trade last;

    SecondTally(Trade trade) {
        this.high = trade.price();
        this.low = trade.price();
        this.first = trade;
        this.last = trade;
        add(trade);
    }

    void add(Trade trade) {
        count++;
        volume = volume.add(trade.volume());
        value = value.add(trade.price().multiply(trade.volume()));
        if (trade.side() == Side.BID) {
            buyVolume = buyVolume.add(trade.volume());
        }
        high = high.max(trade.price());
        low = low.min(trade.price());
        first = isBefore(trade, first) ? trade : first;
        last = isBefore(last, trade) ? trade : last;
    }

    Instant lastTime() {
        return last.time();
    }

    TradeSummary summary() {
        return new TradeSummary(
                count,
                Decimals.canonical(volume),
                Decimals.canonical(value),
                Decimals.canonical(buyVolume),
                new TradeSummary.Ohlc(first.price(), high, low, last.price()));
    }

    private static boolean isBefore(Trade one, Trade other) {
        int byTime = one.time().compareTo(other.time());
        return byTime != 0 ? byTime < 0 : one.sequentialId() < other.sequentialId();
    }
}
