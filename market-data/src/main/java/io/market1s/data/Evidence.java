package io.market1s.data;

import java.time.Instant;

/**
 * What the ingest says about how much of a market it saw: the records of {@code upbit.heartbeat}. All records together
 * decide, whatever their order. Immutable.
 */
public sealed interface Evidence permits Heartbeat, Withdrawn, Filled {
    /** The market's code. */
    String symbol();

    /** The start of the time that it is about, inclusive. */
    Instant from();

    /** The end of the time that it is about, exclusive: the timestamp of its record. */
    Instant time();
}
