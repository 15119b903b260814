package io.market1s.simulator.frame;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Where an exchange's frames come from. Driven by one thread; its clock is what it is told. */
public interface FrameSource extends AutoCloseable {
    /** The markets that it serves. Safe for any thread. */
    List<String> symbols();

    /** The state before the first frame, which SNAPSHOT frames show until there is something newer; may be empty. */
    List<TimedFrame> opening();

    /** A client's request for subscriptions was accepted at {@code now}. */
    void subscribed(Instant now);

    /** The next frame that is due at or before {@code now}, in the order of delivery; null if there is none. */
    @Nullable
    TimedFrame poll(Instant now);

    /** When to poll again, if {@link #poll} has just returned null: never after the next frame's time. */
    Instant nextPoll(Instant now);

    /**
     * The ticker of a market as of a time up to 30 s ago, as a whole frame; null if it has none but those that it
     * delivers.
     */
    default byte @Nullable [] ticker(String symbol, Instant at) {
        return null;
    }

    /** Whether a market makes nothing until it is told to go on; what is recorded cannot be paused. */
    default void pause(String symbol, boolean paused) {}

    /** By how many milliseconds recorded times are shifted; empty if nothing is, or not yet. Safe for any thread. */
    OptionalLong shiftMillis();

    /** Gives back what it holds, such as an open file; it is not polled any more. */
    @Override
    default void close() {}
}
