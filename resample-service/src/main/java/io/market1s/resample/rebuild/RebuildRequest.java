package io.market1s.resample.rebuild;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What to rebuild.
 *
 * @param from the first {@code ts}; null for the earliest that the raw log still gives exactly
 * @param to the last {@code ts}, inclusive; null for the newest that cannot change any more
 * @param topic where the bars go: {@code market_1s} to repair the table, or another
 * @param alone whether no live service runs, so that it cannot be at odds with one about recent rows
 */
public record RebuildRequest(
        @Nullable Instant from, @Nullable Instant to, String topic, boolean alone) {

    /** A rebuild that may run beside the live service: into its topic it writes only what that cannot change any more. */
    public RebuildRequest(@Nullable Instant from, @Nullable Instant to, String topic) {
        this(from, to, topic, false);
    }
}
