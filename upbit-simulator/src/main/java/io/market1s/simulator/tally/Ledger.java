package io.market1s.simulator.tally;

/**
 * Everything that an exchange writes down.
 *
 * @param tally what it made
 * @param faults what misbehaviour did to the delivery
 * @param requests what it was asked over HTTP
 */
public record Ledger(Tally tally, FaultRecord faults, RequestLog requests) {
    /** An empty one. */
    public Ledger() {
        this(new Tally(), new FaultRecord(), new RequestLog());
    }
}
