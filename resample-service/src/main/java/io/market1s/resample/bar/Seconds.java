package io.market1s.resample.bar;

import java.time.Instant;

/** Seconds as numbers: the epoch second of a second's end. */
final class Seconds {
    private static final long MILLIS = 1000;

    private Seconds() {}

    /** The second to which an instant belongs: {@code [end - 1 s, end)}. */
    static long containing(Instant instant) {
        return instant.getEpochSecond() + 1;
    }

    /** The second to which an epoch millisecond belongs. */
    static long containingMillis(long millis) {
        return Math.floorDiv(millis, MILLIS) + 1;
    }

    /** The last second that has ended at an instant. */
    static long endedAt(Instant instant) {
        return instant.getEpochSecond();
    }

    static Instant instant(long second) {
        return Instant.ofEpochSecond(second);
    }

    /** The first epoch millisecond of a second. */
    static long startMillis(long second) {
        return (second - 1) * MILLIS;
    }

    /** The first epoch millisecond after a second. */
    static long endMillis(long second) {
        return second * MILLIS;
    }
}
