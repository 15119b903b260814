package io.market1s.drill.part;

/** This machine does not allow a fault. What was not tried has not held. */
public final class ImpossibleException extends Exception {
    private static final long serialVersionUID = 1;

    public ImpossibleException(String reason) {
        super(reason);
    }
}
