package io.market1s.simulator.fault;

import io.market1s.simulator.frame.FrameType;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/** Misbehaviour towards some of the open connections. Thread-safe; each call returns when it has taken effect. */
public final class ConnectionFaults {
    private final FaultControls controls;
    private final LongPredicate which;

    ConnectionFaults(FaultControls controls, LongPredicate which) {
        this.controls = controls;
        this.which = which;
    }

    /** Ends the connections without a close frame, as a broken network does. */
    public void drop() {
        each(FaultyConnection::drop);
    }

    /** Ends the connections with a close frame of that code. */
    public void close(int code) {
        each(connection -> connection.close(code));
    }

    /**
     * Lets the connections hang: open, but nothing is delivered, read or answered. What is held back flows on
     * {@link #resume}; a connection with more than 64 MiB held back is dropped then instead. The server's own idle
     * timeout does not strike meanwhile.
     */
    public void stall() {
        each(FaultyConnection::stall);
    }

    /** {@link #stall} and, after a while, {@link #resume}. */
    public void stall(Duration howLong) {
        each(connection -> {
            connection.stall();
            controls.later(howLong, connection::resume);
        });
    }

    /** Ends a stall. */
    public void resume() {
        each(FaultyConnection::resume);
    }

    /**
     * Delivers nothing of a market's types any more, as an exchange that has lost a subscription: the connection lives,
     * the other markets flow, snapshots and REST show what happens. Ends with {@link #restore} and, for a connection, when
     * it subscribes to the market anew.
     */
    public void silence(String symbol, Set<FrameType> types) {
        each(connection -> connection.silence(symbol, types));
    }

    /** {@link #silence} and, after a while, {@link #restore}. */
    public void silence(String symbol, Set<FrameType> types, Duration howLong) {
        each(connection -> {
            connection.silence(symbol, types);
            controls.later(howLong, connection::restore);
        });
    }

    /** Ends every silence. */
    public void restore() {
        each(FaultyConnection::restore);
    }

    /** Sends each connection a message that nobody asked for. */
    public void send(StrayFrame frame) {
        each(connection -> connection.send(frame));
    }

    /** Repeats the last frame of a market, its {@code timestamp} so much later, to those that are subscribed to it. */
    public void sendAhead(FrameType type, String symbol, Duration ahead) {
        each(connection -> connection.sendAhead(type, symbol, ahead));
    }

    private void each(Consumer<FaultyConnection> fault) {
        controls.run(() -> List.copyOf(controls.connections()).stream()
                .filter(connection -> which.test(connection.number()))
                .forEach(fault));
    }
}
