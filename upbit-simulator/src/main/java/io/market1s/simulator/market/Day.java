package io.market1s.simulator.market;

import io.market1s.data.Side;
import java.math.BigDecimal;

/**
 * What a ticker sums up of the trades made so far: prices and volumes since 00:00 UTC, and sums over the last 24 hours.
 * Told of trades in the order of their times, in milliseconds. Mutable, for one thread.
 */
final class Day {
    private static final long LENGTH = 86_400_000;

    private final LastDay lastDay = new LastDay();
    private long number = Long.MIN_VALUE;
    private long previousClose;
    private long opening;
    private long high;
    private long low;
    private long close;
    private BigDecimal value = BigDecimal.ZERO;
    private long askVolume;
    private long bidVolume;

    Day(long previousClose) {
        this.previousClose = previousClose;
        this.close = previousClose;
    }

    void add(long time, long price, long volume, Side side) {
        if (numberOf(time) > number) {
            begin(time, price);
        }
        BigDecimal traded = Fixed8.decimal(price).multiply(Fixed8.decimal(volume));
        high = Math.max(high, price);
        low = Math.min(low, price);
        close = price;
        value = value.add(traded);
        if (side == Side.ASK) {
            askVolume += volume;
        } else {
            bidVolume += volume;
        }
        lastDay.add(time, volume, traded);
    }

    private void begin(long time, long price) {
        number = numberOf(time);
        previousClose = close;
        opening = price;
        high = price;
        low = price;
        value = BigDecimal.ZERO;
        askVolume = 0;
        bidVolume = 0;
    }

    /** The closing price of the UTC day before that of {@code time}, which is not before the last trade's. */
    long previousClose(long time) {
        return numberOf(time) > number ? close : previousClose;
    }

    /** The day after the last trade. */
    State state() {
        return new State(
                number,
                previousClose,
                opening,
                high,
                low,
                value,
                askVolume,
                bidVolume,
                lastDay.value(),
                lastDay.volume());
    }

    private static long numberOf(long time) {
        return Math.floorDiv(time, LENGTH);
    }

    /**
     * The day at one moment; numbers in {@link Fixed8}.
     *
     * @param number the UTC day's, counted from 1970-01-01
     */
    record State(
            long number,
            long previousClose,
            long opening,
            long high,
            long low,
            BigDecimal value,
            long askVolume,
            long bidVolume,
            BigDecimal value24h,
            long volume24h) {

        /** This state or, if nothing has traded since 00:00 UTC of a later day, how that day begins. */
        State at(long time, long lastPrice) {
            return numberOf(time) <= number
                    ? this
                    : new State(
                            numberOf(time),
                            lastPrice,
                            lastPrice,
                            lastPrice,
                            lastPrice,
                            BigDecimal.ZERO,
                            0,
                            0,
                            value24h,
                            volume24h);
        }

        /** The day's beginning, in milliseconds. */
        long beginning() {
            return number * LENGTH;
        }
    }
}
