package io.market1s.local.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.market1s.simulator.capture.CaptureFields;
import io.market1s.simulator.capture.CaptureFields.BadLineException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
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

    /** Reads a line, with or without its end. */
    static CaptureRecord read(byte[] line) throws BadLineException {
        CaptureFields fields = CaptureFields.read(line);
        return new CaptureRecord(fields.received(), fields.rawBytes(), stored(fields));
    }

    /**
     * The line with its end.
     *
     * @throws CharacterCodingException if the message is not UTF-8, so that no text could hold it byte for byte
     */
    byte[] write() throws CharacterCodingException {
        String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
        long nanos = CaptureFields.nanos(received);
        CaptureFields fields = stored == null
                ? new CaptureFields(nanos, text, null, null, null, null)
                : new CaptureFields(
                        nanos, text, stored.topic, stored.key, stored.timestamp.toEpochMilli(), stored.headers);
        return fields.write();
    }

    private static @Nullable Stored stored(CaptureFields fields) throws BadLineException {
        String topic = fields.topic();
        if (topic == null) {
            return null;
        }
        if (!RawTopics.NAMES.contains(topic)) {
            throw new BadLineException("topic " + topic + " is not one of " + RawTopics.NAMES);
        }
        String key = fields.key();
        Long timestamp = fields.timestamp();
        if (key == null || timestamp == null) {
            throw new BadLineException("has a topic, but key or timestamp is missing");
        }
        if (timestamp < 0) {
            throw new BadLineException("timestamp must not be negative");
        }
        Map<String, String> headers = fields.headers();
        return new Stored(topic, key, Instant.ofEpochMilli(timestamp), headers == null ? Map.of() : headers);
    }
}
