package io.market1s.data.topic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.market1s.data.Epoch;
import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a raw record, all ASCII.
 *
 * @param received when the bytes arrived here, by our clock, to the microsecond
 * @param feed the connection that brought them, for example {@code ingest-0/17}
 * @param source where they came from
 */
public record RawHeaders(Instant received, String feed, Source source) {
    private static final String RECEIVED = "received";
    private static final String FEED = "feed";
    private static final String SOURCE = "source";
    /** So many always fit into a long. */
    private static final int MAX_DIGITS = 18;

    /** Where a raw record came from. */
    public enum Source {
        /** The WebSocket. */
        WS("ws"),
        /** The REST API (back-fill). */
        REST("rest");

        private final String text;

        Source(String text) {
            this.text = text;
        }
    }

    /** Adds the three headers to a record's. */
    public void addTo(Headers headers) {
        headers.add(FEED, feed.getBytes(US_ASCII));
        headers.add(SOURCE, source.text.getBytes(US_ASCII));
        // Looked up in every record, from the last one on: the names of the others need not be decoded.
        headers.add(RECEIVED, Long.toString(Epoch.micros(received)).getBytes(US_ASCII));
    }

    /** When a raw record was received; null if it does not say so in the form that {@link #addTo} writes. */
    public static @Nullable Instant received(Headers headers) {
        Header header = headers.lastHeader(RECEIVED);
        if (header == null || header.value() == null) {
            return null;
        }
        long micros = digits(header.value());
        return micros < 0 ? null : Epoch.ofMicros(micros);
    }

    /** The number that ASCII digits spell; -1 if they do not. Read twice for every record: without a text between. */
    private static long digits(byte[] ascii) {
        if (ascii.length == 0 || ascii.length > MAX_DIGITS) {
            return -1;
        }
        long number = 0;
        for (byte digit : ascii) {
            if (digit < '0' || digit > '9') {
                return -1;
            }
            number = number * 10 + (digit - '0');
        }
        return number;
    }
}
