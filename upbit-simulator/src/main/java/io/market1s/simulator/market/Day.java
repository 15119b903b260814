package io.market1s.simulator.market;

import io.market1s.data.Side;
import java.math.BigDecimal;

/** What a ticker sums up: the day's prices and volumes, since the exchange started. Mutable, for one thread. */
final class Day {
    final long previousClose;
    private long opening;
    private long high;
    private long low;
    private BigDecimal value = BigDecimal.ZERO;
    private long askVolume;
    private long bidVolume;

    Day(long previousClose) {
        this.previousClose = previousClose;
    }

    void add(long price, long volume, Side side) {
        opening = opening == 0 ? price : opening;
        high = Math.max(high, price);
        low = low == 0 ? price : Math.min(low, price);
        value = value.add(Fixed8.decimal(price).multiply(Fixed8.decimal(volume)));
        if (side == Side.ASK) {
            askVolume += volume;
        } else {
            bidVolume += volume;
        }
    }

    State state() {
        return new State(previousClose, opening, high, low, value, askVolume, bidVolume);
    }

    /** The day at one moment. */
    record State(
            long previousClose, long opening, long high, long low, BigDecimal value, long askVolume, long bidVolume) {}
}
