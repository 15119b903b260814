package io.market1s.settings;

/** A user's mistake: the message says what is wrong and what to do, and is all that the user sees. */
public class BadUseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BadUseException(String message) {
        super(message);
    }
}
