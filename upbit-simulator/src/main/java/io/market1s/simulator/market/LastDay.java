package io.market1s.simulator.market;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * Sums over the hour of the last trade and the 23 hours before it: never less than what was traded since 00:00 UTC.
 * Mutable, for one thread.
 */
final class LastDay {
    private static final int HOURS = 24;
    private static final long HOUR_LENGTH = 3_600_000;

    private final long[] volumes = new long[HOURS];
    private final BigDecimal[] values = new BigDecimal[HOURS];
    private long hour = Long.MIN_VALUE;
    private long volume;
    private BigDecimal value = BigDecimal.ZERO;

    LastDay() {
        Arrays.fill(values, BigDecimal.ZERO);
    }

    void add(long time, long traded, BigDecimal tradedValue) {
        advance(Math.floorDiv(time, HOUR_LENGTH));
        int slot = slot(hour);
        volumes[slot] += traded;
        values[slot] = values[slot].add(tradedValue);
        volume += traded;
        value = value.add(tradedValue);
    }

    long volume() {
        return volume;
    }

    BigDecimal value() {
        return value;
    }

    private void advance(long to) {
        for (hour = Math.max(hour, to - HOURS); hour < to; hour++) {
            int expired = slot(hour + 1);
            volume -= volumes[expired];
            value = value.subtract(values[expired]);
            volumes[expired] = 0;
            values[expired] = BigDecimal.ZERO;
        }
    }

    private static int slot(long hour) {
        return Math.floorMod(hour, HOURS);
    }
}
