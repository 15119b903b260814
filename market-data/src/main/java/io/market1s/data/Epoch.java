package io.market1s.data;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Epoch times on the wire. */
public final class Epoch {
    private static final long FIRST_MICROS = 100_000_000_000_000L;

    private Epoch() {}

    /** Milliseconds since the epoch of a time in milliseconds or, over 1e14, in microseconds; cut, not rounded. */
    public static long toMillis(long millisOrMicros) {
        return millisOrMicros > FIRST_MICROS ? millisOrMicros / 1000 : millisOrMicros;
    }

    /** Microseconds since the epoch. */
    public static long micros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000);
    }

    /** The instant of so many microseconds since the epoch. */
    public static Instant ofMicros(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
    }

    /** The whole millisecond at or before an instant. */
    static Instant floorMillis(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }

    /** The whole millisecond at or after an instant. */
    static Instant ceilMillis(Instant instant) {
        Instant floor = floorMillis(instant);
        return floor.equals(instant) ? floor : floor.plusMillis(1);
    }
}
