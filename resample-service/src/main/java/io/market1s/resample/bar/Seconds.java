package io.market1s.resample.bar;

import java.time.Instant;

/** Seconds as numbers: the epoch second of a second's end. */
final class Seconds {
    private Seconds() {}

    /** The second to which an instant belongs: {@code [end - 1 s, end)}. */
    static long containing(Instant instant) {
        return instant.getEpochSecond() + 1;
    }

    /** The last second that has ended at an instant. */
    static long endedAt(Instant instant) {
        return instant.getEpochSecond();
    }

    static Instant instant(long second) {
        return Instant.ofEpochSecond(second);
    }
}
