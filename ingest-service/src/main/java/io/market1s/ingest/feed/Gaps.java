package io.market1s.ingest.feed;

import io.market1s.data.Trade;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Is told what trades may be missing from Kafka. Thread-safe; never blocks. */
public interface Gaps {
    /** Nobody fills any. */
    Gaps IGNORED = new Gaps() {};

    /**
     * The first frame of a connection came: what happened between the connections is missing.
     *
     * @param lastFrame the time of the last frame of the connections before; null if this process has had none
     * @param snapshots of the new connection
     */
    default void resumed(Collection<String> codes, @Nullable Instant lastFrame, Gap.SnapshotTrades snapshots) {}

    /** Kafka did not take a trade. */
    default void lost(Trade trade) {}
}
