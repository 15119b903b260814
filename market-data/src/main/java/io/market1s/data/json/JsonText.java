package io.market1s.data.json;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The escapes in a JSON string. */
final class JsonText {
    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String ESCAPED = "\"\\/\b\f\n\r\t";
    private static final int HEX_DIGITS = 4;
    private static final int HEX = 16;

    private JsonText() {}

    /** Where an escape ends whose backslash stands before {@code at}. */
    static int behindEscape(byte[] json, int at) throws MalformedException {
        if (at < json.length && ESCAPES.indexOf(json[at]) >= 0) {
            return at + 1;
        }
        int end = at + 1 + HEX_DIGITS;
        if (end > json.length || json[at] != 'u') {
            throw JsonCursor.broken();
        }
        for (int i = at + 1; i < end; i++) {
            if (Character.digit(json[i], HEX) < 0) {
                throw JsonCursor.broken();
            }
        }
        return end;
    }

    /** What the bytes in {@code [from, to)}, the checked inside of a string, say. */
    static String unescaped(byte[] json, int from, int to) {
        String text = new String(json, from, to - from, UTF_8);
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                plain.append(c);
                continue;
            }
            char escape = text.charAt(++i);
            if (escape == 'u') {
                plain.append((char) Integer.parseInt(text, i + 1, i + 1 + HEX_DIGITS, HEX));
                i += HEX_DIGITS;
            } else {
                plain.append(ESCAPED.charAt(ESCAPES.indexOf(escape)));
            }
        }
        return plain.toString();
    }
}
