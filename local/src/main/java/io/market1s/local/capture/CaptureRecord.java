package io.market1s.local.capture;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of a capture.
 *
 * @param received when the message arrived
 * @param raw the message, byte for byte
 * @param stored how it was in its topic; null in a plain recording
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CaptureRecord(Instant received, byte[] raw, @Nullable Stored stored) {

    /**
     * A raw record as an export finds it, but for its value.
     *
     * @param timestamp when it takes effect
     * @param headers by name, in order
     */
    record Stored(String topic, String key, Instant timestamp, Map<String, String> headers) {}
}
