package io.market1s.dashboard.board;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a symbol is doing.
 *
 * @param ts of its newest row
 * @param lastTradePrice with the digits that the database keeps; null until the first trade
 * @param visibleAfter from that second's end until its row was first seen here
 * @param incompleteSince {@code ts} of the first of the incomplete rows that the newest one ends; null if that is
 *     complete
 * @param completeness share in [0, 1] of the last hour's rows that are complete; null until known
 */
public record SymbolState(
        String symbol,
        Instant ts,
        @Nullable String lastTradePrice,
        Duration visibleAfter,
        @Nullable Instant incompleteSince,
        @Nullable Double completeness) {
    /** A row that takes longer is late; in a healthy pipeline none does. */
    private static final Duration LATE = Duration.ofSeconds(5);

    /** A symbol that has had no row for this long has ended. */
    private static final Duration ENDED = Duration.ofMinutes(15);

    private static final Duration SECOND = Duration.ofSeconds(1);

    /**
     * How long after its second's end a row can be seen: what it was for the newest row or, once that is longer, how
     * long the row after it has been waited for.
     */
    public Duration lag(Instant now) {
        Duration waited = Duration.between(ts.plus(SECOND), now);
        return waited.compareTo(visibleAfter) > 0 ? waited : visibleAfter;
    }

    /** Whether its next row is overdue. */
    public boolean isLate(Instant now) {
        return lag(now).compareTo(LATE) > 0 && !isEnded(now);
    }

    /** Whether the symbol has ended, so that no further row is expected. */
    public boolean isEnded(Instant now) {
        return lag(now).compareTo(ENDED) > 0;
    }
}
