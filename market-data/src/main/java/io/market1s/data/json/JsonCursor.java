package io.market1s.data.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Goes once over one JSON text (RFC 8259) of bytes that nobody vouches for. Everything it passes is checked, also what is
 * skipped; but only what is asked for becomes an object. Bounded in depth and length, so that hostile input stays cheap.
 * Every call begins at the next token. Not thread-safe.
 *
 * <p>Of a frame little is used: a general parser spent most of a rebuild's reading on tokens that nobody looks at.
 */
public final class JsonCursor {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_NAME = 1_000;
    private static final int MAX_STRING = 10_000;
    private static final byte END = -1; // No byte of UTF-8.

    private final byte[] json;
    private final Words<String> texts;
    private final JsonNumber number;
    private int at;
    private int depth;
    /** Whether the innermost object or array has had no element yet. */
    private boolean fresh;

    /**
     * A cursor before the first token.
     *
     * @param json valid UTF-8
     * @param texts values that often come
     */
    JsonCursor(byte[] json, Words<String> texts) {
        this.json = json;
        this.texts = texts;
        this.number = new JsonNumber(json);
    }

    /** Whether an object begins here. */
    public boolean isObject() {
        return next() == '{';
    }

    /** Makes sure that what stands here, if it is no array, is JSON at all. */
    void passScalar() throws MalformedException {
        byte first = next();
        if (first != '[' && first != END) {
            skip();
        }
    }

    /** Enters the object or array that begins here with this bracket. */
    public void enter(Object name, char bracket) throws MalformedException {
        expect(name, next() == bracket);
        enter();
    }

    /** Goes to the object's next field whose name is known, and returns it; null if the object ends first. */
    @Nullable
    public <N extends Enum<N>> N nextField(Words<N> names) throws MalformedException {
        while (!leaves('}')) {
            N name = name(names);
            if (name != null) {
                return name;
            }
            skip();
        }
        return null;
    }

    private <N extends Enum<N>> @Nullable N name(Words<N> names) throws MalformedException {
        take('"');
        int from = at;
        int hash = passPlain();
        N name;
        if (byteAt(at) == '"') {
            name = names.find(json, from, at++, hash);
        } else {
            passString();
            String spelling = JsonText.unescaped(json, from, at - 1);
            byte[] bytes = spelling.getBytes(UTF_8);
            name = names.find(bytes, 0, bytes.length, spelling.hashCode());
        }
        requireAtMost(MAX_NAME, at - 1 - from);
        take(':');
        return name;
    }

    /** Whether the array goes on with an element; if not, it is left. */
    public boolean hasNextElement() throws MalformedException {
        return !leaves(']');
    }

    /** Passes a null; false if something else stands here. */
    boolean passNull() throws MalformedException {
        if (next() != 'n') {
            return false;
        }
        passLiteral("null");
        return true;
    }

    public String string(Object name) throws MalformedException {
        expect(name, next() == '"');
        int from = ++at;
        int hash = passPlain();
        if (byteAt(at) == '"') {
            requireAtMost(MAX_STRING, at - from);
            String word = texts.find(json, from, at++, hash);
            return word == null ? new String(json, from, at - 1 - from, US_ASCII) : word;
        }
        passString();
        requireAtMost(MAX_STRING, at - 1 - from);
        return JsonText.unescaped(json, from, at - 1);
    }

    public long integer(Object name) throws MalformedException {
        passNumber(name);
        return number.asLong(name);
    }

    /** A number in canonical form. */
    public BigDecimal decimal(Object name) throws MalformedException {
        passNumber(name);
        return number.asDecimal(name);
    }

    /** Passes the value that stands here. */
    public void skip() throws MalformedException {
        switch (next()) {
            case '"' -> {
                at++;
                passString();
            }
            case '{' -> {
                enter();
                while (!leaves('}')) {
                    take('"');
                    int from = at;
                    passString();
                    requireAtMost(MAX_NAME, at - 1 - from);
                    take(':');
                    skip();
                }
            }
            case '[' -> {
                enter();
                while (!leaves(']')) {
                    skip();
                }
            }
            case 't' -> passLiteral("true");
            case 'f' -> passLiteral("false");
            case 'n' -> passLiteral("null");
            default -> at = number.pass(at);
        }
    }

    /** Makes sure that nothing follows. */
    void end() throws MalformedException {
        if (next() != END) {
            skip();
            throw new MalformedException("more than one JSON value");
        }
    }

    static MalformedException broken() {
        return new MalformedException("not whole JSON");
    }

    static void requireAtMost(int most, int length) throws MalformedException {
        if (length > most) {
            throw new MalformedException("too large");
        }
    }

    private void passNumber(Object name) throws MalformedException {
        byte first = next();
        expect(name, first == '-' || (first >= '0' && first <= '9'));
        at = number.pass(at);
    }

    /** What is no JSON at all is not a value of the wrong type. */
    private void expect(Object name, boolean type) throws MalformedException {
        if (!type) {
            skip();
            throw new MalformedException("bad " + name);
        }
    }

    private void enter() throws MalformedException {
        at++;
        requireAtMost(MAX_DEPTH, ++depth);
        fresh = true;
    }

    /** Leaves the object or array if it ends here; if not, goes before its next element. */
    private boolean leaves(char bracket) throws MalformedException {
        byte b = next();
        boolean first = fresh;
        fresh = false;
        if (b == bracket) {
            at++;
            depth--;
            return true;
        }
        if (!first) {
            take(',');
        }
        return false;
    }

    private void take(char token) throws MalformedException {
        if (next() != token) {
            throw broken();
        }
        at++;
    }

    /** The next byte that is not blank. */
    private byte next() {
        byte b = byteAt(at);
        while (b == ' ' || b == '\n' || b == '\r' || b == '\t') {
            b = byteAt(++at);
        }
        return b;
    }

    private byte byteAt(int index) {
        return index < json.length ? json[index] : END;
    }

    private void passLiteral(String literal) throws MalformedException {
        for (int i = 0; i < literal.length(); i++) {
            if (byteAt(at++) != literal.charAt(i)) {
                throw broken();
            }
        }
    }

    /**
     * Goes to where a string ends or stops being plain ASCII.
     *
     * @return the hash of what was passed, as {@link String#hashCode} has it
     */
    private int passPlain() {
        int hash = 0;
        int index = at;
        for (byte b = byteAt(index); b >= ' ' && b != '"' && b != '\\'; b = byteAt(++index)) {
            hash = 31 * hash + b;
        }
        at = index;
        return hash;
    }

    /** Goes behind the end of the string in which it stands. */
    private void passString() throws MalformedException {
        int index = at;
        for (byte b = byteAt(index++); b != '"'; b = byteAt(index++)) {
            if (b == '\\') {
                index = JsonText.behindEscape(json, index);
            } else if (b >= 0 ? b < ' ' : index > json.length) {
                throw broken();
            }
        }
        at = index;
    }
}
