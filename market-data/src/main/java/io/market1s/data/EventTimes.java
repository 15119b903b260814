package io.market1s.data;

import java.time.Duration;
import java.time.Instant;

/** The rules about an event's time, in one place because the ingest writes by them and the resampler relies on them. */
public final class EventTimes {
    /** How far the exchange's clock may be ahead of ours before an event time is called implausible. */
    public static final Duration MAX_AHEAD = Duration.ofMinutes(1);

    /** Default of the horizon: an event received later than this after its event time changes no past second. */
    public static final Duration DEFAULT_HORIZON = Duration.ofMinutes(10);

    /** How long a producer may hold a record back: its max.block.ms and delivery.timeout.ms together. */
    public static final Duration MAX_HELD_BACK = Duration.ofMinutes(3);

    /** How long a message may wait for the producer; what has waited longer is not written any more, but lost. */
    public static final Duration MAX_WAIT = Duration.ofMinutes(1);

    /**
     * How much longer than the horizon a second must be remembered: what the ingest and its producer may hold back, and
     * the minute that the exchange's clock may be ahead.
     */
    public static final Duration SLACK = MAX_WAIT.plus(MAX_HELD_BACK).plus(MAX_AHEAD);

    private EventTimes() {}

    /** When an event takes effect: at its event time or, received later than the horizon, when it was received. */
    public static Instant effective(Instant eventTime, Instant received, Duration horizon) {
        return received.isAfter(eventTime.plus(horizon)) ? received : eventTime;
    }

    /** Whether a time lies so far ahead of its arrival that it must not move anything forward. */
    public static boolean isImplausible(Instant eventTime, Instant received) {
        return eventTime.isAfter(received.plus(MAX_AHEAD));
    }
}
