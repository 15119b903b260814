package io.market1s.resample.bar;

import java.util.Map;

/**
 * The seconds of a symbol that lie whole in filled ranges. Kept in milliseconds, because two ranges may meet within a
 * second. Not thread-safe.
 */
final class FilledSeconds {
    private final Ranges millis;

    FilledSeconds(String symbol, Journal journal) {
        millis = new Ranges(journal, (from, until) -> new Fact.Filled(symbol, from, until));
    }

    /** Adds a range of epoch milliseconds; false if it was known. */
    boolean add(long from, long until) {
        return millis.add(from, until);
    }

    void restore(Fact.Filled range) {
        millis.restore(range.from(), range.until());
    }

    boolean contains(long second) {
        return millis.containsAll(Seconds.startMillis(second), Seconds.endMillis(second));
    }

    /** The greatest filled second that is not after this one, or {@link Coverage#NEVER}. */
    long lastUpTo(long second) {
        for (Map.Entry<Long, Long> range = millis.floor(Seconds.startMillis(second));
                range != null;
                range = millis.floor(range.getKey() - 1)) {
            if (hasWhole(range)) {
                return Math.min(lastWhole(range), second);
            }
        }
        return Coverage.NEVER;
    }

    /** The least filled second after this one, or {@link Long#MAX_VALUE}. */
    long firstAfter(long second) {
        if (contains(second + 1)) {
            return second + 1;
        }
        for (Map.Entry<Long, Long> range = millis.higher(Seconds.endMillis(second));
                range != null;
                range = millis.higher(range.getKey())) {
            if (hasWhole(range)) {
                return firstWhole(range);
            }
        }
        return Long.MAX_VALUE;
    }

    /** Forgets the ranges that ended before a second; returns the last whole second in them, or {@link Coverage#NEVER}. */
    long forgetBefore(long second) {
        long last = Coverage.NEVER;
        long limit = Seconds.startMillis(second);
        for (Map.Entry<Long, Long> range = millis.pollBefore(limit); range != null; range = millis.pollBefore(limit)) {
            last = hasWhole(range) ? lastWhole(range) : last;
        }
        return last;
    }

    private static boolean hasWhole(Map.Entry<Long, Long> range) {
        return firstWhole(range) <= lastWhole(range);
    }

    private static long firstWhole(Map.Entry<Long, Long> range) {
        return Seconds.containingMillis(range.getKey() - 1) + 1;
    }

    private static long lastWhole(Map.Entry<Long, Long> range) {
        return Seconds.containingMillis(range.getValue()) - 1;
    }
}
