package io.market1s.dashboard.board;

import java.time.Instant;

/** Is called when rows are first seen, on the poller's thread. */
@FunctionalInterface
public interface RowsSeen {
    /**
     * A symbol has rows that it did not have before.
     *
     * @param after the newest row until now
     * @param newest the newest row now; every second in (after, newest] has one
     */
    void seen(String symbol, Instant after, Instant newest, Instant now);
}
