package io.market1s.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object from bytes that nobody vouches for: whole, valid UTF-8, nothing after it; what is asked for has
 * its type and occurs once. Bounded in depth and length, so that hostile input stays cheap.
 */
final class StrictJson {
    private static final JsonFactory JSON = JsonFactory.builder()
            // JSON on the wire is UTF-8; the detection would take UTF-16 and UTF-32 too.
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxNumberLength(100)
                    .maxStringLength(10_000)
                    .maxNameLength(1_000)
                    .build())
            .build();

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long NOT_ASCII = 0x8080_8080_8080_8080L;

    private StrictJson() {}

    /** Takes the fields of an object as they come. */
    interface Fields {
        /** One field; the parser stands on its value and has to stand on the value's end afterwards. Never a null. */
        void read(String name, JsonToken value, JsonParser parser) throws IOException, MalformedException;
    }

    /** Reads the object and hands its fields over; one whose value is null is as good as absent. */
    static void readObject(byte[] json, Fields fields) throws MalformedException {
        requireUtf8(json);
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedException(json.length == 0 ? "empty" : "not a JSON object");
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                if (value != JsonToken.VALUE_NULL) {
                    fields.read(name, value, parser);
                }
            }
            if (parser.nextToken() != null) {
                throw new MalformedException("more than one JSON value");
            }
        } catch (StreamConstraintsException e) {
            throw new MalformedException("too large");
        } catch (IOException e) {
            throw new MalformedException("not whole JSON");
        }
    }

    static String string(String name, JsonToken value, JsonParser parser) throws IOException, MalformedException {
        expect(name, value == JsonToken.VALUE_STRING);
        return parser.getText();
    }

    static long integer(String name, JsonToken value, JsonParser parser) throws IOException, MalformedException {
        expect(
                name,
                value == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER);
        return parser.getLongValue();
    }

    /** A number in canonical form. */
    static BigDecimal decimal(String name, JsonToken value, JsonParser parser) throws IOException, MalformedException {
        expect(name, value.isNumeric());
        BigDecimal shortNumber =
                Decimals.ofShort(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
        if (shortNumber != null) {
            return shortNumber;
        }
        BigDecimal number;
        try {
            number = parser.getDecimalValue();
        } catch (NumberFormatException e) {
            throw new MalformedException("bad " + name);
        }
        expect(name, Decimals.plausible(number));
        return Decimals.canonical(number);
    }

    static String symbol(String name, @Nullable String value) throws MalformedException {
        String symbol = required(name, value);
        expect(name, Symbols.isValid(symbol));
        return symbol;
    }

    /** A time after the epoch, in milliseconds or microseconds. */
    static Instant time(String name, @Nullable Long value) throws MalformedException {
        long time = required(name, value);
        expect(name, time > 0);
        return Instant.ofEpochMilli(Epoch.toMillis(time));
    }

    static BigDecimal positive(String name, @Nullable BigDecimal value) throws MalformedException {
        BigDecimal number = required(name, value);
        expect(name, number.signum() > 0);
        return number;
    }

    static <T> T required(String name, @Nullable T value) throws MalformedException {
        if (value == null) {
            throw new MalformedException("missing " + name);
        }
        return value;
    }

    static <T> T once(String name, @Nullable T before, T value) throws MalformedException {
        if (before != null) {
            throw new MalformedException("twice " + name);
        }
        return value;
    }

    static void expect(String name, boolean condition) throws MalformedException {
        if (!condition) {
            throw new MalformedException("bad " + name);
        }
    }

    private static void requireUtf8(byte[] bytes) throws MalformedException {
        // Market data is ASCII. The JSON parser itself lets overlong forms and lone surrogates pass.
        int ascii = 0;
        while (ascii + Long.BYTES <= bytes.length && ((long) EIGHT_BYTES.get(bytes, ascii) & NOT_ASCII) == 0) {
            ascii += Long.BYTES;
        }
        for (int i = ascii; i < bytes.length; i++) {
            if (bytes[i] < 0) {
                try {
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, i, bytes.length - i));
                    return;
                } catch (CharacterCodingException e) {
                    throw new MalformedException("not UTF-8");
                }
            }
        }
    }
}
