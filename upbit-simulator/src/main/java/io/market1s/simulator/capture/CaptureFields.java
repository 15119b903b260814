package io.market1s.simulator.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a capture's line, which is a JSON object. A plain recording has the first two; an export also says how the
 * record was in its topic. Fields that are not named here are ignored.
 *
 * @param receivedNanos receive time, nanoseconds since the epoch, positive
 * @param raw the message
 * @param timestamp of the record, milliseconds since the epoch
 * @param headers of the record, by name, in order
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CaptureFields(
        @JsonProperty("recv_ns") long receivedNanos,
        @JsonProperty("raw") String raw,
        @JsonProperty("topic") @Nullable String topic,
        @JsonProperty("key") @Nullable String key,
        @JsonProperty("timestamp") @Nullable Long timestamp,
        @JsonProperty("headers") @Nullable Map<String, String> headers) {
    private static final int LONGEST_TEXT = 32 << 20;
    private static final long NANOS = 1_000_000_000L;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(LONGEST_TEXT)
                            .build())
                    .build())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(LogicalType.Textual, textual -> List.of(
                            CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)
                    .forEach(shape -> textual.setCoercion(shape, CoercionAction.Fail)))
            .build();
    private static final ObjectReader READER = JSON.readerFor(CaptureFields.class);
    private static final ObjectWriter WRITER = JSON.writerFor(CaptureFields.class);

    /** A line that is none; the message says why. */
    public static final class BadLineException extends Exception {
        private static final long serialVersionUID = 1;

        public BadLineException(String problem) {
            super(problem);
        }
    }

    /** Reads a line, with or without its end. */
    public static CaptureFields read(byte[] line) throws BadLineException {
        CaptureFields fields;
        try (JsonParser parser = READER.createParser(line)) {
            fields = READER.readValue(parser);
            if (parser.nextToken() != null) {
                throw new BadLineException("has something after its JSON object");
            }
        } catch (MismatchedInputException e) {
            throw new BadLineException(mismatch(e));
        } catch (IOException e) {
            throw new BadLineException("is not whole JSON");
        }
        fields.check();
        return fields;
    }

    /** The line with its end. */
    public byte[] write() {
        ByteArrayOutputStream line = new ByteArrayOutputStream(raw.length() + 400);
        try {
            WRITER.writeValue(line, this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        line.write('\n');
        return line.toByteArray();
    }

    /** When the message arrived. */
    public Instant received() {
        return Instant.ofEpochSecond(receivedNanos / NANOS, receivedNanos % NANOS);
    }

    /** The time as it is written in a line. */
    public static long nanos(Instant received) {
        return received.getEpochSecond() * NANOS + received.getNano();
    }

    /** The message, byte for byte. */
    public byte[] rawBytes() {
        return raw.getBytes(UTF_8);
    }

    /** What the line does not have is null here, whatever the type says. */
    private void check() throws BadLineException {
        if (receivedNanos <= 0) {
            throw new BadLineException("recv_ns is missing or not positive");
        }
        if (raw == null) {
            throw new BadLineException("raw is missing");
        }
    }

    private static String mismatch(MismatchedInputException e) {
        if (e.getPath().isEmpty()) {
            return "is not a JSON object";
        }
        String field = e.getPath().get(0).getFieldName();
        if (e.getPath().size() > 1) {
            return "each of the " + field + " must be a text";
        }
        Class<?> type = e.getTargetType();
        return field
                + (type == String.class
                        ? " must be a text"
                        : Map.class.isAssignableFrom(type) ? " must be an object" : " must be a whole number");
    }
}
