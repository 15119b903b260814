package io.market1s.simulator.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an exchange offers to {@link Faults}. All but {@link #run} and {@link #later} is called within them. */
public interface FaultControls {
    /** Runs something on the exchange's own thread and returns when it is done. */
    void run(Runnable action);

    /** Runs something on the exchange's own thread after a while. */
    void later(Duration delay, Runnable action);

    /** The exchange's clock. */
    Instant now();

    /** The markets that are listed, always in the same order. */
    List<String> listed();

    /** The open connections. */
    Collection<? extends FaultyConnection> connections();

    /** Replaces the faults of the stream. */
    void disturb(StreamFaults faults);

    /** The faults of the stream. */
    StreamFaults disturbance();

    /** Lets the next subscription begin with a ticker so old or older. */
    void beginWithOldTicker(Duration age);

    /** Refuses upgrades; null accepts them. */
    void refuseUpgrades(@Nullable Refusal refusal);

    /** Replaces the faults of the REST API. */
    void disturbRest(RestFaults faults);

    /** The faults of the REST API. */
    RestFaults restDisturbance();

    /** Whether a market is listed: one that is not is in no list, trades no more and cannot be subscribed to. */
    void list(String symbol, boolean listed);

    /** Whether a market trades no more and shows no new book, though it is listed. */
    void pause(String symbol, boolean paused);

    /** Drops all connections and stops listening. */
    void stopListening();

    /** Listens again, on the same port. */
    void startListening();
}
