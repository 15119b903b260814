package io.market1s.data;

import static java.nio.charset.StandardCharsets.US_ASCII;

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
        headers.add(RECEIVED, Long.toString(Epoch.micros(received)).getBytes(US_ASCII));
        headers.add(FEED, feed.getBytes(US_ASCII));
        headers.add(SOURCE, source.text.getBytes(US_ASCII));
    }

    /** When a raw record was received; null if it does not say so in the form that {@link #addTo} writes. */
    public static @Nullable Instant received(Headers headers) {
        Header header = headers.lastHeader(RECEIVED);
        if (header == null || header.value() == null) {
            return null;
        }
        try {
            return Epoch.ofMicros(Long.parseLong(new String(header.value(), US_ASCII)));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
