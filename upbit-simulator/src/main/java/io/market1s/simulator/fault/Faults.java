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
        Refusal refusal = Refusal.of(status);
        controls.run(() -> controls.refuseUpgrades(refusal));
    }

    /** {@link #refuseUpgrades(int)} for a while. */
    public void refuseUpgrades(int status, Duration howLong) {
        refuseUpgrades(status);
        controls.later(howLong, () -> controls.refuseUpgrades(null));
    }

    /** Accepts upgrades again. */
    public void acceptUpgrades() {
        controls.run(() -> controls.refuseUpgrades(null));
    }

    /** Refuses upgrades and REST requests of any kind for a while and tells how long, as towards a blocked address. */
    public void block(int status, Duration howLong, Refusal.Told told) {
        controls.run(() -> {
            Refusal refusal = new Refusal(status, controls.now().plus(howLong), told);
            controls.refuseUpgrades(refusal);
            controls.disturbRest(controls.restDisturbance().withRefusal(refusal));
        });
    }

    /**
     * Answers REST requests with a status for a while: 404 as of an unknown market, though it is in the list; 418 and 429
     * with the time that is left.
     */
    public void refuseRest(int status, Duration howLong, Refusal.Told told) {
        controls.run(() -> {
            Refusal refusal = new Refusal(status, controls.now().plus(howLong), told);
            controls.disturbRest(controls.restDisturbance().withRefusal(refusal));
        });
    }

    /** Lets REST tell of trades, tickers and candles so much later, at most 30 s; zero ends it. */
    public void restBehind(Duration lag) {
        controls.run(() -> controls.disturbRest(controls.restDisturbance().withBehind(lag)));
    }

    /** {@link #restBehind(Duration)} for a while. */
    public void restBehind(Duration lag, Duration howLong) {
        restBehind(lag);
        controls.later(
                howLong, () -> controls.disturbRest(controls.restDisturbance().withBehind(Duration.ZERO)));
    }

    /**
     * Lets the next subscription to a ticker begin with one so old: with the market's first, and if that is younger, with
     * its times moved.
     */
    public void beginWithOldTicker(Duration age) {
        controls.run(() -> controls.beginWithOldTicker(age));
    }

    /** The markets that are listed, always in the same order. */
    public List<String> listed() {
        List<String> listed = new ArrayList<>();
        controls.run(() -> listed.addAll(controls.listed()));
        return listed;
    }

    /** Takes a market from the list: it trades no more, it falls silent, and who asks for it hears nothing. */
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

    /** Ends every fault that lasts: disturbances of stream and REST, refusals, stalls, silences, being offline. */
    public void clear() {
        disturb(StreamFaults.NONE);
        controls.run(() -> controls.disturbRest(RestFaults.NONE));
        acceptUpgrades();
        all().resume();
        all().restore();
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
