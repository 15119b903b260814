package io.market1s.data.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.market1s.data.Decimals;
import java.math.BigDecimal;

/**
 * The number that was passed last. What it is worth is only worked out when asked for. Most are short and without
 * exponent, and add up digit by digit; that is several times faster than to construct a {@link BigDecimal} from text and
 * to strip it. Not thread-safe.
 */
final class JsonNumber {
    private static final int MAX_LENGTH = 100;
    /** Every number of so many characters fits into a long without its point. */
    private static final int SHORT = 18;

    private final byte[] json;
    private int from;
    private int to;
    private boolean fraction;
    private boolean exponent;

    JsonNumber(byte[] json) {
        this.json = json;
    }

    /** Passes the number that begins at an index and returns where it ends. */
    int pass(int begin) throws MalformedException {
        int first = byteAt(begin) == '-' ? begin + 1 : begin;
        int at = passDigits(first);
        if (json[first] == '0' && at > first + 1) {
            throw JsonCursor.broken();
        }
        fraction = byteAt(at) == '.';
        if (fraction) {
            at = passDigits(at + 1);
        }
        byte next = byteAt(at);
        exponent = next == 'e' || next == 'E';
        if (exponent) {
            byte sign = byteAt(at + 1);
            at = passDigits(sign == '+' || sign == '-' ? at + 2 : at + 1);
        }
        JsonCursor.requireAtMost(MAX_LENGTH, at - begin);
        from = begin;
        to = at;
        return at;
    }

    private int passDigits(int begin) throws MalformedException {
        int at = begin;
        while (isDigit(byteAt(at))) {
            at++;
        }
        if (at == begin) {
            throw JsonCursor.broken();
        }
        return at;
    }

    long asLong(Object name) throws MalformedException {
        StrictJson.expect(name, !fraction && !exponent);
        try {
            return to - from <= SHORT ? shortDigits(to) : Long.parseLong(text());
        } catch (NumberFormatException e) {
            throw new MalformedException("bad " + name);
        }
    }

    /** In canonical form. */
    BigDecimal asDecimal(Object name) throws MalformedException {
        if (!exponent && to - from <= SHORT) {
            return shortDecimal();
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

    private BigDecimal shortDecimal() {
        int end = to;
        if (!fraction) {
            return BigDecimal.valueOf(shortDigits(end));
        }
        while (json[end - 1] == '0') {
            end--;
        }
        int point = end - 1;
        while (json[point] != '.') {
            point--;
        }
        return BigDecimal.valueOf(shortDigits(end), end - 1 - point);
    }

    /** The number up to an index, as if it had no point. */
    private long shortDigits(int end) {
        boolean negative = json[from] == '-';
        long digits = 0;
        for (int i = negative ? from + 1 : from; i < end; i++) {
            if (json[i] != '.') {
                digits = digits * 10 + (json[i] - '0');
            }
        }
        return negative ? -digits : digits;
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
