package io.market1s.simulator.fault;

import java.time.Duration;
import java.util.List;
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

    /** Sends each connection a frame of rubbish. */
    public void send(Garbage garbage) {
        each(connection -> connection.send(garbage));
    }

    private void each(Consumer<FaultyConnection> fault) {
        controls.run(() -> List.copyOf(controls.connections()).stream()
                .filter(connection -> which.test(connection.number()))
                .forEach(fault));
    }
}
