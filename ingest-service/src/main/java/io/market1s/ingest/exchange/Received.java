package io.market1s.ingest.exchange;

import io.market1s.data.topic.RawHeaders.Source;
import java.time.Instant;

/** One message as it came off the wire, up to the first {@link #MAX_BYTES}. Immutable: nobody writes to the bytes. */
public final class Received {
    /** No frame of the exchange comes near; a record of this size still fits into a request to Kafka. */
    static final int MAX_BYTES = 512 * 1024;

    /** So many bytes of an unusable message are kept. */
    public static final int MAX_KEPT_BYTES = 64 * 1024;

    private final byte[] bytes;
    private final Instant at;
    private final long nanos;
    private final boolean whole;
    private final Source source;

    /**
     * A message of the WebSocket.
     *
     * @param at by our clock, taken before anything else was done with the message
     * @param nanos the same by the monotonic clock
     * @param whole false if it was longer than the bytes that were kept of it
     */
    public Received(byte[] bytes, Instant at, long nanos, boolean whole) {
        this(bytes, at, nanos, whole, Source.WS);
    }

    private Received(byte[] bytes, Instant at, long nanos, boolean whole, Source source) {
        this.bytes = bytes;
        this.at = at;
        this.nanos = nanos;
        this.whole = whole;
        this.source = source;
    }

    /** One element of an answer of the REST API. */
    public static Received overRest(byte[] bytes, Instant at) {
        return new Received(bytes, at, 0, true, Source.REST);
    }

    public byte[] bytes() {
        return bytes;
    }

    public Instant at() {
        return at;
    }

    /** When it was received, by the monotonic clock; without a meaning for an answer of REST. */
    public long nanos() {
        return nanos;
    }

    public boolean isWhole() {
        return whole;
    }

    public Source source() {
        return source;
    }
}
