package io.market1s.data.json;

import io.market1s.data.Epoch;
import io.market1s.data.Symbols;
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
 * its type and occurs once.
 */
public final class StrictJson {
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long NOT_ASCII = 0x8080_8080_8080_8080L;

    private StrictJson() {}

    /**
     * Takes the fields of an object as they come.
     *
     * @param <N> the names that are known
     */
    public interface Fields<N extends Enum<N>> {
        /** One field with a known name; the cursor stands before its value and has to pass it. Never a null. */
        void read(N name, JsonCursor value) throws MalformedException;
    }

    /**
     * Reads the object and hands its known fields over; one whose value is null is as good as absent.
     *
     * @param texts values that often come
     */
    public static <N extends Enum<N>> void readObject(
            byte[] json, Words<N> names, Words<String> texts, Fields<N> fields) throws MalformedException {
        requireUtf8(json);
        JsonCursor cursor = new JsonCursor(json, texts);
        if (!cursor.isObject()) {
            cursor.passScalar();
            throw new MalformedException(json.length == 0 ? "empty" : "not a JSON object");
        }
        readFields("", cursor, names, fields);
        cursor.end();
    }

    /** Reads the object that stands here, as {@link #readObject} does. */
    public static <N extends Enum<N>> void readFields(Object name, JsonCursor cursor, Words<N> names, Fields<N> fields)
            throws MalformedException {
        cursor.enter(name, '{');
        for (N field = cursor.nextField(names); field != null; field = cursor.nextField(names)) {
            if (!cursor.passNull()) {
                fields.read(field, cursor);
            }
        }
    }

    public static String symbol(String name, @Nullable String value) throws MalformedException {
        String symbol = required(name, value);
        expect(name, Symbols.isValid(symbol));
        return symbol;
    }

    /** A time after the epoch, in milliseconds or microseconds. */
    public static Instant time(String name, @Nullable Long value) throws MalformedException {
        long time = required(name, value);
        expect(name, time > 0);
        return Instant.ofEpochMilli(Epoch.toMillis(time));
    }

    public static BigDecimal positive(String name, @Nullable BigDecimal value) throws MalformedException {
        BigDecimal number = required(name, value);
        expect(name, number.signum() > 0);
        return number;
    }

    public static <T> T required(String name, @Nullable T value) throws MalformedException {
        if (value == null) {
            throw new MalformedException("missing " + name);
        }
        return value;
    }

    public static <T> T once(Object name, @Nullable T before, T value) throws MalformedException {
        if (before != null) {
            throw new MalformedException("twice " + name);
        }
        return value;
    }

    public static void expect(Object name, boolean condition) throws MalformedException {
        if (!condition) {
            throw new MalformedException("bad " + name);
        }
    }

    private static void requireUtf8(byte[] bytes) throws MalformedException {
        // Market data is ASCII: eight bytes at once.
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
