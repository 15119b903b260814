package io.market1s.ingest.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongBinaryOperator;

/**
 * How far our clock is ahead of the exchange's: the least, over the last minute, of the time of receipt minus the frame's
 * own time, which is the difference of the clocks and the shortest way. Thread-safe.
 */
public final class ClockDifference {
    /** The reason why a message from the future is quarantined. */
    public static final String FAR_AHEAD = "time far ahead";

    /** Frames that are plausible; one that is implausible by itself says more about the frame than about the clocks. */
    private final SlidingLeast plausible = new SlidingLeast();

    /** Frames that were refused because they come from the future: all that there are if our clock is far behind. */
    private final SlidingLeast farAhead = new SlidingLeast();

    /** A live frame came. */
    public synchronized void frame(Instant timestamp, Instant received) {
        plausible.add(timestamp, received);
    }

    /** A live frame came that lies too far in the future to be used. */
    public synchronized void frameFarAhead(Instant timestamp, Instant received) {
        farAhead.add(timestamp, received);
    }

    /** The difference over the minute before; negative if our clock is behind, empty if no live frame came. */
    public synchronized Optional<Duration> over(Instant now) {
        long least = plausible.least(now);
        if (least == SlidingLeast.NONE) {
            least = farAhead.least(now);
        }
        return least == SlidingLeast.NONE ? Optional.empty() : Optional.of(Duration.ofMillis(least));
    }

    /** The least of what came in the last minute, in parts of ten seconds. */
    private static final class SlidingLeast {
        static final long NONE = Long.MAX_VALUE;
        private static final int PARTS = 6;
        private static final int PART_SECONDS = 10;

        private final long[] part = new long[PARTS];
        private final long[] least = new long[PARTS];

        void add(Instant timestamp, Instant received) {
            long now = part(received);
            int slot = Math.floorMod(now, PARTS);
            long millis = Duration.between(timestamp, received).toMillis();
            LongBinaryOperator keep = part[slot] == now ? Math::min : (before, latest) -> latest;
            least[slot] = keep.applyAsLong(least[slot], millis);
            part[slot] = now;
        }

        long least(Instant now) {
            long latest = NONE;
            for (int slot = 0; slot < PARTS; slot++) {
                long age = part(now) - part[slot];
                if (age >= 0 && age < PARTS) {
                    latest = Math.min(latest, least[slot]);
                }
            }
            return latest;
        }

        private static long part(Instant time) {
            return Math.floorDiv(time.getEpochSecond(), PART_SECONDS);
        }
    }
}
