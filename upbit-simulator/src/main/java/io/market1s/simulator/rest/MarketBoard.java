package io.market1s.simulator.rest;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The markets as they are now. Asked on the exchange's own thread only. */
public interface MarketBoard {
    /** The codes that are listed. */
    List<String> listed();

    /** A market's ticker as of a time up to 30 s ago, as a WebSocket frame; null if it has none. */
    byte @Nullable [] ticker(String symbol, Instant at);

    /** A market's newest book, as a WebSocket frame; null if it has none. */
    byte @Nullable [] book(String symbol);
}
