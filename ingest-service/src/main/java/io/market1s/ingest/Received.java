package io.market1s.ingest;

import io.market1s.data.topic.RawHeaders.Source;
import java.time.Instant;

/** One message as it came off the wire, up to the first {@link #MAX_BYTES}. Immutable: nobody writes to the bytes. */
final class Received {
    /** No frame of the exchange comes near; a record of this size still fits into a request to Kafka. */
    static final int MAX_BYTES = 512 * 1024;

    private final byte[] bytes;
    private final Instant at;
    private final boolean whole;
    private final Source source;

    /**
     * A message of the WebSocket.
     *
     * @param at by our clock, taken before anything else was done with the message
     * @param whole false if it was longer than the bytes that were kept of it
     */
    Received(byte[] bytes, Instant at, boolean whole) {
        this(bytes, at, whole, Source.WS);
    }

    private Received(byte[] bytes, Instant at, boolean whole, Source source) {
        this.bytes = bytes;
        this.at = at;
        this.whole = whole;
        this.source = source;
    }

    /** One element of an answer of the REST API. */
    static Received overRest(byte[] bytes, Instant at) {
        return new Received(bytes, at, true, Source.REST);
    }

    byte[] bytes() {
        return bytes;
    }

    Instant at() {
        return at;
    }

    boolean isWhole() {
        return whole;
    }

    Source source() {
        return source;
    }
}
