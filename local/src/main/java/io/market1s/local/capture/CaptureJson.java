package io.market1s.local.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a capture: {@code {"recv_ns":…,"raw":"…","topic":…,"key":…,"timestamp":…,"headers":{…}}}, in a plain
 * recording only the first two. Thread-safe.
 */
final class CaptureJson {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxStringLength(32 << 20).build())
            .build();
    private static final long NANOS = 1_000_000_000L;

    private CaptureJson() {}

    /** A line that is none; the message says why. */
    static final class BadLineException extends Exception {
        private static final long serialVersionUID = 1;

        BadLineException(String problem) {
            super(problem);
        }
    }

    /**
     * The line with its end.
     *
     * @throws CharacterCodingException if the value is not UTF-8, so that no text could hold it byte for byte
     */
    static byte[] write(CaptureRecord record) throws CharacterCodingException {
        String raw = UTF_8.newDecoder().decode(ByteBuffer.wrap(record.raw())).toString();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length() + 400);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            Instant received = record.received();
            json.writeNumberField("recv_ns", received.getEpochSecond() * NANOS + received.getNano());
            json.writeStringField("raw", raw);
            CaptureRecord.Stored stored = record.stored();
            if (stored != null) {
                json.writeStringField("topic", stored.topic());
                json.writeStringField("key", stored.key());
                json.writeNumberField("timestamp", stored.timestamp().toEpochMilli());
                json.writeObjectFieldStart("headers");
                for (Map.Entry<String, String> header : stored.headers().entrySet()) {
                    json.writeStringField(header.getKey(), header.getValue());
                }
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Reads a line, with or without its end; keys that it does not know are ignored. */
    static CaptureRecord read(byte[] line) throws BadLineException {
        Fields fields = new Fields();
        try (JsonParser json = JSON.createParser(line)) {
            require(json.nextToken() == JsonToken.START_OBJECT, "is not a JSON object");
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                fields.read(name, json.nextToken(), json);
            }
            require(json.nextToken() == null, "has something after its JSON object");
        } catch (IOException e) {
            throw new BadLineException("is not whole JSON");
        }
        return fields.record();
    }

    private static void require(boolean condition, String problem) throws BadLineException {
        if (!condition) {
            throw new BadLineException(problem);
        }
    }

    private static final class Fields {
        private @Nullable Long receivedNanos;
        private @Nullable String raw;
        private @Nullable String topic;
        private @Nullable String key;
        private @Nullable Long timestamp;
        private final Map<String, String> headers = new LinkedHashMap<>();

        void read(String name, JsonToken value, JsonParser json) throws IOException, BadLineException {
            switch (name) {
                case "recv_ns" -> receivedNanos = number(name, value, json);
                case "raw" -> raw = text(name, value, json);
                case "topic" -> topic = text(name, value, json);
                case "key" -> key = text(name, value, json);
                case "timestamp" -> timestamp = number(name, value, json);
                case "headers" -> readHeaders(value, json);
                default -> json.skipChildren();
            }
        }

        private void readHeaders(JsonToken value, JsonParser json) throws IOException, BadLineException {
            require(value == JsonToken.START_OBJECT, "headers must be an object");
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                headers.put(name, text("a header", json.nextToken(), json));
            }
        }

        CaptureRecord record() throws BadLineException {
            if (receivedNanos == null || raw == null) {
                throw new BadLineException((receivedNanos == null ? "recv_ns" : "raw") + " is missing");
            }
            require(receivedNanos > 0, "recv_ns must be positive");
            Instant received = Instant.ofEpochSecond(receivedNanos / NANOS, receivedNanos % NANOS);
            byte[] bytes = raw.getBytes(UTF_8);
            if (topic == null) {
                return new CaptureRecord(received, bytes, null);
            }
            require(RawTopics.NAMES.contains(topic), "topic " + topic + " is not one of " + RawTopics.NAMES);
            if (key == null || timestamp == null) {
                throw new BadLineException("has a topic, but key or timestamp is missing");
            }
            require(timestamp >= 0, "timestamp must not be negative");
            return new CaptureRecord(
                    received, bytes, new CaptureRecord.Stored(topic, key, Instant.ofEpochMilli(timestamp), headers));
        }

        private static long number(String name, JsonToken value, JsonParser json) throws IOException, BadLineException {
            require(value == JsonToken.VALUE_NUMBER_INT, name + " must be a whole number");
            return json.getLongValue();
        }

        private static String text(String name, JsonToken value, JsonParser json) throws IOException, BadLineException {
            require(value == JsonToken.VALUE_STRING, name + " must be a text");
            return json.getText();
        }
    }
}
