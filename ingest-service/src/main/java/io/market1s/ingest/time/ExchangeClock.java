package io.market1s.ingest.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The exchange's clock, estimated from the frames of the last minute. The time from a frame's own timestamp to its receipt
 * is the frame's way and the distance of the clocks. The estimate takes one of the shortest of them, but never one of the
 * shortest tenth, and never the very shortest: so neither a frame from the future nor one from the past moves it. It is
 * never ahead of the exchange's clock while nine of ten frames tell the truth.
 *
 * <p>Receipts are told by a monotonic clock ({@link System#nanoTime}): our own time of day may be wrong, or be set while
 * this runs, and changes nothing. Thread-safe.
 */
public final class ExchangeClock {
    /** The samples of a minute. */
    private static final int MOST = 600;
    /** With fewer nobody can tell which of them is wrong. */
    private static final int LEAST = 3;
    /** So many are kept however old they are: a quiet exchange's clock does not go faster. */
    private static final int KEPT = 10;

    private static final int IGNORED_SHARE = 10;
    private static final long SPACING = Duration.ofMillis(100).toNanos();
    private static final long WINDOW = Duration.ofMinutes(1).toNanos();

    private final long[] received = new long[MOST];
    private final long[] difference = new long[MOST];
    private int first;
    private int count;

    /** When the next sample is taken: of 20,000 frames a second ten tell enough. */
    private volatile long nextSample = Long.MIN_VALUE;

    private volatile @Nullable Estimate estimate;

    /** How far the monotonic clock is ahead of the exchange's. */
    private record Estimate(long nanos) {}

    /**
     * A live frame was received; one that repeats an old state is not to be told.
     *
     * @param nanos when, by the monotonic clock
     * @param timestamp the frame's own
     */
    public void frame(Instant timestamp, long nanos) {
        if (estimate == null || nanos - nextSample >= 0) {
            sample(timestamp, nanos);
        }
    }

    /**
     * What the exchange's clock shows at least.
     *
     * @param nanos a moment of the monotonic clock
     * @return null as long as too few frames have come
     */
    public @Nullable Instant at(long nanos) {
        Estimate current = estimate;
        return current == null ? null : ofNanos(nanos - current.nanos());
    }

    private synchronized void sample(Instant timestamp, long nanos) {
        nextSample = nanos + SPACING;
        while (count == MOST || (count > KEPT && nanos - received[first] > WINDOW)) {
            first = (first + 1) % MOST;
            count--;
        }
        int slot = (first + count++) % MOST;
        received[slot] = nanos;
        difference[slot] = nanos - nanos(timestamp);
        if (count >= LEAST) {
            estimate = new Estimate(bound());
        }
    }

    private long bound() {
        long[] sorted = new long[count];
        for (int i = 0; i < count; i++) {
            sorted[i] = difference[(first + i) % MOST];
        }
        Arrays.sort(sorted);
        return sorted[Math.max(1, count / IGNORED_SHARE)];
    }

    private static long nanos(Instant time) {
        return time.toEpochMilli() * 1_000_000;
    }

    private static Instant ofNanos(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }
}
