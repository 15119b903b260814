package io.market1s.local.drill;

/** This machine does not allow a fault. What was not tried has not held. */
final class ImpossibleException extends Exception {
    private static final long serialVersionUID = 1;

    ImpossibleException(String reason) {
        super(reason);
    }
}
