package io.market1s.simulator.fault;

import io.market1s.simulator.frame.FrameType;
import java.time.Duration;

/**
 * What happens to the data frames of all connections alike; to snapshots only what is said of them.
 *
 * @param delay every frame goes out so much later than due
 * @param duplicates share of frames, in [0, 1], that go out a second time up to half a second later
 * @param reordered share of frames, in [0, 1], that are held back for up to {@code within}
 * @param within longest time that a reordered frame is held back
 * @param lostTrades share of trades, in [0, 1], that go out to nobody; snapshots and REST show them
 * @param lostBooks share of books, in [0, 1], that go out to nobody; snapshots and REST show them
 * @param streamType whether frames, snapshots too, have the field {@code stream_type}
 */
public record StreamFaults(
        Duration delay,
        double duplicates,
        double reordered,
        Duration within,
        double lostTrades,
        double lostBooks,
        boolean streamType) {

    /** Every frame once, in order, on time, whole. */
    public static final StreamFaults NONE = new StreamFaults(Duration.ZERO, 0, 0, Duration.ZERO, 0, 0, true);

    public StreamFaults {
        boolean shares = isShare(duplicates) && isShare(reordered) && isShare(lostTrades) && isShare(lostBooks);
        if (delay.isNegative() || within.isNegative() || !shares) {
            throw new IllegalArgumentException("times must not be negative, shares lie in [0, 1]");
        }
    }

    /** The same with another delay. */
    public StreamFaults withDelay(Duration newDelay) {
        return new StreamFaults(newDelay, duplicates, reordered, within, lostTrades, lostBooks, streamType);
    }

    /** The same with another share of duplicates. */
    public StreamFaults withDuplicates(double share) {
        return new StreamFaults(delay, share, reordered, within, lostTrades, lostBooks, streamType);
    }

    /** The same with another share of frames held back. */
    public StreamFaults withReordered(double share, Duration newWithin) {
        return new StreamFaults(delay, duplicates, share, newWithin, lostTrades, lostBooks, streamType);
    }

    /** The same with other shares of trades and books that go out to nobody. */
    public StreamFaults withLost(double shareOfTrades, double shareOfBooks) {
        return new StreamFaults(delay, duplicates, reordered, within, shareOfTrades, shareOfBooks, streamType);
    }

    /** The same without the field {@code stream_type}. */
    public StreamFaults withoutStreamType() {
        return new StreamFaults(delay, duplicates, reordered, within, lostTrades, lostBooks, false);
    }

    /** The share of a type's frames that go out to nobody. */
    public double lost(FrameType type) {
        return switch (type) {
            case TRADE -> lostTrades;
            case ORDERBOOK -> lostBooks;
            case TICKER -> 0;
        };
    }

    private static boolean isShare(double share) {
        return share >= 0 && share <= 1;
    }
}
