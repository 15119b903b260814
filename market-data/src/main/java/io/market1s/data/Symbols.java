package io.market1s.data;

/** Market codes: quote currency, hyphen, base currency, in upper case ({@code KRW-BTC}, {@code BTC-1INCH}). */
public final class Symbols {
    private static final int MAX_LENGTH = 40;

    private Symbols() {}

    /** Whether the text has the form of a code; whether the exchange serves it is another matter. */
    public static boolean isValid(String code) {
        int hyphen = code.indexOf('-');
        if (hyphen <= 0 || hyphen == code.length() - 1 || code.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            boolean wordCharacter = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!wordCharacter && i != hyphen) {
                return false;
            }
        }
        return true;
    }
}
