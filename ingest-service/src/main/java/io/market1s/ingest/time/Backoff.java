package io.market1s.ingest.time;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: capped, exponential, with full jitter above a floor that keeps inside the
 * exchange's limit of connects. Not thread-safe.
 */
public final class Backoff {
    private static final int MAX_DOUBLINGS = 30;

    private final Duration min;
    private final Duration max;
    private final RandomGenerator random;
    private int failures;

    public Backoff(Duration min, Duration max, RandomGenerator random) {
        this.min = min;
        this.max = max;
        this.random = random;
    }

    /** The wait after one more failure: in [min, min × 2^failures], at most max. */
    public Duration next() {
        failures = Math.min(failures + 1, MAX_DOUBLINGS);
        long floor = min.toMillis();
        long ceiling = Math.max(floor, Math.min(max.toMillis(), floor << failures));
        return Duration.ofMillis(floor + random.nextLong(ceiling - floor + 1));
    }

    /** The wait after the exchange said that we ask too often: the longest, and so are the ceilings that follow. */
    public Duration longest() {
        failures = MAX_DOUBLINGS;
        return max;
    }

    /** The attempt was a success. */
    public void reset() {
        failures = 0;
    }
}
