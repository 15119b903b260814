package io.market1s.simulator.fault;

import java.time.Duration;
import java.util.Collection;

/** What an exchange offers to {@link Faults}. All but {@link #run} and {@link #later} is called within them. */
public interface FaultControls {
    /** Runs something on the exchange's own thread and returns when it is done. */
    void run(Runnable action);

    /** Runs something on the exchange's own thread after a while. */
    void later(Duration delay, Runnable action);

    /** The open connections. */
    Collection<? extends FaultyConnection> connections();

    /** Replaces the faults of the stream. */
    void disturb(StreamFaults faults);

    /** The faults of the stream. */
    StreamFaults disturbance();

    /** Answers upgrades with that status until told 101. */
    void answerUpgrades(int status);

    /** Whether a market is listed: one that is not is in no list, sends nothing and cannot be subscribed to. */
    void list(String symbol, boolean listed);

    /** Drops all connections and stops listening. */
    void stopListening();

    /** Listens again, on the same port. */
    void startListening();
}
