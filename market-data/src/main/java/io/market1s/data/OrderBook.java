package io.market1s.data;

import java.time.Instant;
import java.util.List;

/**
 * The best levels of a whole book; it replaces the one before it. Padding (price or size 0) is not in it.
 *
 * @param bids best (highest) first, at most {@link #DEPTH}; empty if nobody bids
 * @param asks best (lowest) first, at most {@link #DEPTH}; empty if nobody asks
 */
public record OrderBook(String symbol, Instant time, List<Level> bids, List<Level> asks) implements MarketEvent {
    /** How many levels a side is read to; no column looks deeper. */
    public static final int DEPTH = 5;

    public OrderBook {
        bids = List.copyOf(bids);
        asks = List.copyOf(asks);
    }
}
