package io.market1s.data.upbit;

import io.market1s.data.MarketEvent;
import java.time.Instant;

/** What one WebSocket message of the exchange says. */
public sealed interface Frame {
    /**
     * A market event.
     *
     * @param timestamp when the exchange made the frame; for a trade some 50 ms after the event's own time
     * @param stream whether it repeats an old state
     */
    record Market(MarketEvent event, Instant timestamp, Stream stream) implements Frame {
        /** Whether it says that it repeats the latest state, with which each subscription begins. */
        public boolean snapshot() {
            return stream == Stream.SNAPSHOT;
        }
    }

    /** What a frame says of its place in the stream. */
    enum Stream {
        /** The repetition of the latest state with which each subscription begins. */
        SNAPSHOT,
        /** Something new. */
        REALTIME,
        /** It does not say. */
        UNTOLD
    }

    /** The exchange refused a request; it closes the connection next. */
    record Failure(String name, String message) implements Frame {}

    /** The answer to the text {@code PING}. */
    record Status(String status) implements Frame {}
}
