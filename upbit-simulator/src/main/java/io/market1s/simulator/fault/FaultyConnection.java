package io.market1s.simulator.fault;

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

    /** Sends a frame of rubbish. */
    void send(Garbage garbage);
}
