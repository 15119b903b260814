package io.market1s.simulator.market;

import java.time.Instant;

/**
 * When frames reach a client. Trades lag by 60-500 ms, each on its own, so that they overtake one another; books lag by
 * 30-450 ms and stay in order. Whatever happened in a second is out before {@link #SETTLED} ms after its end.
 */
final class FrameDelays {
    /** So long after a second's end nothing of it is still on its way. */
    static final int SETTLED = 400;

    private final Chance chance;
    private long lastBook = Long.MIN_VALUE;

    FrameDelays(Chance chance) {
        this.chance = chance;
    }

    /** When a frame about a trade is out; never before it was made. */
    Instant trade(long tradeMillis, long madeMillis) {
        long lag = 60 + (long) chance.skewed(440, 3);
        return Instant.ofEpochMilli(Math.max(settled(tradeMillis, lag), madeMillis + 1));
    }

    Instant book(long bookMillis) {
        lastBook = Math.max(lastBook, settled(bookMillis, 30 + (long) chance.skewed(420, 3)));
        return Instant.ofEpochMilli(lastBook);
    }

    Instant ticker(long madeMillis) {
        return Instant.ofEpochMilli(settled(madeMillis, 10 + (long) chance.skewed(200, 2)));
    }

    private static long settled(long eventMillis, long lag) {
        return Math.min(eventMillis + lag, Math.floorDiv(eventMillis, 1000) * 1000 + 1000 + SETTLED);
    }
}
