package io.market1s.simulator.fault;

import io.market1s.simulator.frame.FrameType;
import java.time.Duration;
import java.util.Set;

/** What can be done to one connection. Called on the exchange's own thread. */
public interface FaultyConnection {
    /** Its number: 1 for the first that the exchange accepted, and so on. */
    long number();

    /** Whether it is subscribed to any market. */
    boolean isSubscribed();

    /** Ends it without a close frame, with a TCP reset. */
    void drop();

    /** Ends it with a close frame. */
    void close(int code);

    /** Holds back all bytes in both directions, pongs included, until it is resumed. */
    void stall();

    /** Lets the bytes held back flow. */
    void resume();

    /** Delivers nothing of a market's types any more until told to, or until it is subscribed to anew. */
    void silence(String symbol, Set<FrameType> types);

    /** Delivers again what was silenced. */
    void restore();

    /** Sends a message that no subscription asked for. */
    void send(StrayFrame frame);

    /** Repeats the last frame of a market to which it is subscribed, its {@code timestamp} so much later. */
    void sendAhead(FrameType type, String symbol, Duration ahead);
}
