package io.market1s.data;

/** The taker's side of a trade, in Upbit's words. */
public enum Side {
    /** A buyer took an ask. */
    BID,
    /** A seller hit a bid. */
    ASK
}
