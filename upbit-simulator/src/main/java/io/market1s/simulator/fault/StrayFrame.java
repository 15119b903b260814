package io.market1s.simulator.fault;

import java.time.Instant;

/** A message that no subscription asked for. */
public interface StrayFrame {
    /** The bytes, about that market where they say so. */
    byte[] frame(String code, Instant now);

    /** Whether a client may take it for a lost trade or book. */
    boolean mayHideAnEvent();
}
