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
    private Edge first;
    private Edge last;

    SecondTally(Trade trade) {
        this.high = trade.price();
        this.low = trade.price();
        this.first = Edge.of(trade);
        this.last = first;
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
        Edge edge = Edge.of(trade);
        first = edge.isBefore(first) ? edge : first;
        last = last.isBefore(edge) ? edge : last;
    }

    Instant lastTime() {
        return last.time;
    }

    TradeSummary summary() {
        return new TradeSummary(
                count,
                Decimals.canonical(volume),
                Decimals.canonical(value),
                Decimals.canonical(buyVolume),
                new TradeSummary.Ohlc(first.price, high, low, last.price));
    }

    /** What the first or the last trade is known by: less to keep for hours than the trade. */
    private record Edge(Instant time, long id, BigDecimal price) {
        static Edge of(Trade trade) {
            return new Edge(trade.time(), trade.sequentialId(), trade.price());
        }

        boolean isBefore(Edge other) {
            int byTime = time.compareTo(other.time);
            return byTime != 0 ? byTime < 0 : id < other.id;
        }
    }
}
