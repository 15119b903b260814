package io.market1s.simulator.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Tells the exchange to misbehave. Trades go on meanwhile, in its tally and in its REST API. Thread-safe; each call
 * returns when it has taken effect.
 */
public final class Faults {
    private static final int ACCEPT = 101;

    private final FaultControls controls;

    public Faults(FaultControls controls) {
        this.controls = controls;
    }

    /** The numbers of the open connections; the exchange counts them from 1 in the order of their upgrades. */
    public List<Long> connections() {
        return numbers(connection -> true);
    }

    /** The numbers of those to which data flows: a subscription begins some time after its request. */
    public List<Long> subscribed() {
        return numbers(FaultyConnection::isSubscribed);
    }

    /** Faults for every connection that is open when they strike. */
    public ConnectionFaults all() {
        return new ConnectionFaults(controls, number -> true);
    }

    /** Faults for one connection. */
    public ConnectionFaults connection(long number) {
        return new ConnectionFaults(controls, other -> other == number);
    }

    /**
     * Replaces what happens to data frames. Frames that are held back already keep their time, so that frames made
     * after the end of a delay overtake them.
     */
    public void disturb(StreamFaults faults) {
        controls.run(() -> controls.disturb(faults));
    }

    /** {@link #disturb} and, after a while, back to {@link StreamFaults#NONE}. */
    public void disturb(StreamFaults faults, Duration howLong) {
        disturb(faults);
        controls.later(howLong, () -> controls.disturb(StreamFaults.NONE));
    }

    /** Every data frame goes out so much later; zero ends it. */
    public void delay(Duration delay) {
        controls.run(() -> controls.disturb(controls.disturbance().withDelay(delay)));
    }

    /** That share of data frames, in [0, 1], goes out twice; 0 ends it. */
    public void duplicate(double share) {
        controls.run(() -> controls.disturb(controls.disturbance().withDuplicates(share)));
    }

    /** That share of data frames, in [0, 1], is held back by up to {@code within}; 0 ends it. */
    public void reorder(double share, Duration within) {
        controls.run(() -> controls.disturb(controls.disturbance().withReordered(share, within)));
    }

    /** Answers upgrades with a status (429, 403, 503, …) instead of 101. */
    public void refuseUpgrades(int status) {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("not a status of refusal: " + status);
        }
        controls.run(() -> controls.answerUpgrades(status));
    }

    /** {@link #refuseUpgrades(int)} for a while. */
    public void refuseUpgrades(int status, Duration howLong) {
        refuseUpgrades(status);
        controls.later(howLong, () -> controls.answerUpgrades(ACCEPT));
    }

    /** Accepts upgrades again. */
    public void acceptUpgrades() {
        controls.run(() -> controls.answerUpgrades(ACCEPT));
    }

    /** Takes a market from the list: it falls silent, and who asks for it hears nothing. It trades on in the tally. */
    public void delist(String symbol) {
        controls.run(() -> controls.list(symbol, false));
    }

    /** Lists a market again; who had subscribed to it before it was delisted hears it again. */
    public void list(String symbol) {
        controls.run(() -> controls.list(symbol, true));
    }

    /** Drops every connection and listens no more, REST included: the exchange cannot be reached. */
    public void goOffline() {
        controls.run(controls::stopListening);
    }

    /** {@link #goOffline} and, after a while, {@link #comeBack}. */
    public void goOffline(Duration howLong) {
        goOffline();
        controls.later(howLong, controls::startListening);
    }

    /** Listens again, on the same port. */
    public void comeBack() {
        controls.run(controls::startListening);
    }

    /** Ends every fault that lasts: disturbances, refusals, stalls, being offline. */
    public void clear() {
        disturb(StreamFaults.NONE);
        acceptUpgrades();
        all().resume();
        comeBack();
    }

    private List<Long> numbers(Predicate<FaultyConnection> which) {
        List<Long> numbers = new ArrayList<>();
        controls.run(() -> controls.connections().stream()
                .filter(which)
                .map(FaultyConnection::number)
                .forEach(numbers::add));
        return numbers;
    }
}
