package io.market1s.simulator.fault;

import java.time.Duration;

/**
 * What happens to the data frames of all connections alike, snapshots excepted.
 *
 * @param delay every frame goes out so much later than due
 * @param duplicates share of frames, in [0, 1], that go out a second time up to half a second later
 * @param reordered share of frames, in [0, 1], that are held back for up to {@code within}
 * @param within longest time that a reordered frame is held back
 */
public record StreamFaults(Duration delay, double duplicates, double reordered, Duration within) {
    /** Every frame once, in order, on time. */
    public static final StreamFaults NONE = new StreamFaults(Duration.ZERO, 0, 0, Duration.ZERO);

    public StreamFaults {
        if (delay.isNegative() || within.isNegative() || !isShare(duplicates) || !isShare(reordered)) {
            throw new IllegalArgumentException("times must not be negative, shares lie in [0, 1]");
        }
    }

    /** The same with another delay. */
    public StreamFaults withDelay(Duration newDelay) {
        return new StreamFaults(newDelay, duplicates, reordered, within);
    }

    /** The same with another share of duplicates. */
    public StreamFaults withDuplicates(double share) {
        return new StreamFaults(delay, share, reordered, within);
    }

    /** The same with another share of frames held back. */
    public StreamFaults withReordered(double share, Duration newWithin) {
        return new StreamFaults(delay, duplicates, share, newWithin);
    }

    private static boolean isShare(double share) {
        return share >= 0 && share <= 1;
    }
}
