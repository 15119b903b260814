package io.market1s.resample.rebuild;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What to rebuild.
 *
 * @param from the first {@code ts}; null for the earliest that the raw log still gives exactly
 * @param to the last {@code ts}, inclusive; null for the newest that cannot change any more
 * @param topic where the bars go: {@code market_1s} to repair the table, or another
 */
public record RebuildRequest(
        @Nullable Instant from, @Nullable Instant to, String topic) {}
