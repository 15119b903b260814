package io.market1s.data;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigDecimal;

/**
 * The number that was passed last. Most are short and without exponent, and add up digit by digit while they are passed;
 * that is several times faster than to construct a {@link BigDecimal} from text and to strip it. Not thread-safe.
 */
final class JsonNumber {
    private static final int MAX_LENGTH = 100;
    /** Every number of so many characters fits into a long without its point. */
    private static final int SHORT = 18;

    private static final long[] POWERS = new long[SHORT + 1];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private final byte[] json;
    private int from;
    private int to;
    private boolean whole;
    private boolean isShort;
    /** Of a short number: its canonical form. */
    private long unscaled;

    private int scale;

    JsonNumber(byte[] json) {
        this.json = json;
    }

    /** Passes the number that begins at an index and returns where it ends. */
    int pass(int begin) throws MalformedException {
        from = begin;
        int at = byteAt(begin) == '-' ? begin + 1 : begin;
        int first = at;
        long digits = 0;
        byte b = byteAt(at);
        while (isDigit(b)) {
            digits = digits * 10 + (b - '0');
            b = byteAt(++at);
        }
        if (at == first || (at > first + 1 && json[first] == '0')) {
            throw JsonCursor.broken();
        }
        unscaled = digits;
        scale = 0;
        whole = b != '.';
        if (!whole) {
            at = passFraction(at + 1);
            b = byteAt(at);
        }
        boolean exponent = b == 'e' || b == 'E';
        if (exponent) {
            whole = false;
            at = passExponent(at + 1);
        }
        to = at;
        JsonCursor.requireAtMost(MAX_LENGTH, to - from);
        isShort = !exponent && to - from <= SHORT;
        if (first > from) {
            unscaled = -unscaled;
        }
        return at;
    }

    /** Adds the digits behind the point, but zeros only when another digit follows. */
    private int passFraction(int begin) throws MalformedException {
        int at = begin;
        int zeros = 0;
        for (byte b = byteAt(at); isDigit(b); b = byteAt(++at)) {
            if (b == '0') {
                zeros++;
            } else {
                unscaled = unscaled * POWERS[Math.min(zeros + 1, SHORT)] + (b - '0');
                scale += zeros + 1;
                zeros = 0;
            }
        }
        if (at == begin) {
            throw JsonCursor.broken();
        }
        return at;
    }

    private int passExponent(int begin) throws MalformedException {
        int first = byteAt(begin) == '+' || byteAt(begin) == '-' ? begin + 1 : begin;
        int at = first;
        while (isDigit(byteAt(at))) {
            at++;
        }
        if (at == first) {
            throw JsonCursor.broken();
        }
        return at;
    }

    long asLong(String name) throws MalformedException {
        StrictJson.expect(name, whole);
        if (isShort) {
            return unscaled;
        }
        try {
            return Long.parseLong(text());
        } catch (NumberFormatException e) {
            throw new MalformedException("bad " + name);
        }
    }

    /** In canonical form. */
    BigDecimal asDecimal(String name) throws MalformedException {
        if (isShort) {
            return BigDecimal.valueOf(unscaled, scale);
        }
        BigDecimal number;
        try {
            number = new BigDecimal(text());
        } catch (NumberFormatException e) {
            throw new MalformedException("bad " + name);
        }
        StrictJson.expect(name, Decimals.plausible(number));
        return Decimals.canonical(number);
    }

    private String text() {
        return new String(json, from, to - from, US_ASCII);
    }

    private byte byteAt(int index) {
        return index < json.length ? json[index] : 0;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
