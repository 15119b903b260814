package io.market1s.local.console;

/** A user's mistake: the message says what is wrong and what to do, and is all that the user sees. */
public final class BadUseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BadUseException(String message) {
        super(message);
    }
}
