package io.market1s.data.json;

/** Bytes that cannot be used, with a short reason that is safe to log, count by and store in a header. */
public final class MalformedException extends Exception {
    private static final long serialVersionUID = 1;

    public MalformedException(String reason) {
        // Hostile input must stay cheap: nobody reads the stack of a bad frame.
        super(reason, null, false, false);
    }

    /** The reason; from a small fixed vocabulary plus, at times, a field's name. Never a part of the input's values. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
