package io.market1s.data.upbit;

import io.market1s.data.MarketEvent;
import java.time.Instant;

/** What one WebSocket message of the exchange says. */
public sealed interface Frame {
    /**
     * A market event.
     *
     * @param timestamp when the exchange made the frame; for a trade some 50 ms after the event's own time
     * @param snapshot true for the repetition of the latest state with which each subscription begins
     */
    record Market(MarketEvent event, Instant timestamp, boolean snapshot) implements Frame {}

    /** The exchange refused a request; it closes the connection next. */
    record Failure(String name, String message) implements Frame {}

    /** The answer to the text {@code PING}. */
    record Status(String status) implements Frame {}
}
