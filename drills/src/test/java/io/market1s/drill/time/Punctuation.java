package io.market1s.drill.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** The moments at which the resampler closes seconds: each whole second and the default grace. */
public final class Punctuation {
    /** A kill within this time hits the closing of seconds or its commit. */
    public static final Duration NEAR = Duration.ofMillis(12);

    private static final Duration GRACE = Duration.ofMillis(500);
    private static final Duration SPINNING = Duration.ofNanos(200_000);

    private Punctuation() {}

    /** Returns within {@link #NEAR} after a punctuation, unless the machine is too busy for that. */
    public static void awaitNear(Random random) {
        // Two milliseconds are left for the kill itself.
        awaitMoment(next().plusNanos(random.nextInt((int) NEAR.minusMillis(2).toNanos())));
    }

    /** Returns at this moment or as soon after it as the machine lets it. */
    public static void awaitMoment(Instant moment) {
        // A thread that sleeps until shortly before gets the processor sooner than one that spins for long.
        for (Duration left = Duration.between(Instant.now(), moment);
                left.compareTo(SPINNING) > 0;
                left = Duration.between(Instant.now(), moment)) {
            LockSupport.parkNanos(left.minus(SPINNING).toNanos());
        }
        while (Instant.now().isBefore(moment)) {
            Thread.onSpinWait();
        }
    }

    /** Whether a moment is at most {@link #NEAR} after a punctuation. */
    public static boolean isNear(Instant moment) {
        return Duration.between(previous(moment), moment).compareTo(NEAR) <= 0;
    }

    private static Instant next() {
        return previous(Instant.now()).plusSeconds(1);
    }

    private static Instant previous(Instant moment) {
        return Instant.ofEpochSecond(moment.minus(GRACE).getEpochSecond()).plus(GRACE);
    }
}
