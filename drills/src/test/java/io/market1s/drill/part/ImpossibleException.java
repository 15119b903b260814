package io.market1s.drill.part;

/** This machine does not allow a fault. A promise that was not tried does not count as kept. */
public final class ImpossibleException extends Exception {
    private static final long serialVersionUID = 1;

    public ImpossibleException(String reason) {
        super(reason);
    }
}
