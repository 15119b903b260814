package io.market1s.data;

import java.time.Instant;

/** Something that happened on the exchange, in the exchange's own time. Immutable. */
public sealed interface MarketEvent permits Trade, OrderBook, Ticker {
    /** The market's code, quote currency first: {@code KRW-BTC}. */
    String symbol();

    /** Event time: when the exchange says that it happened, to the millisecond. */
    Instant time();
}
