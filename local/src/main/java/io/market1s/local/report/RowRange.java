package io.market1s.local.report;

import java.time.Duration;
import java.time.Instant;

/**
 * The rows that a symbol has to have: one for each whole second of {@code [first, last]}.
 *
 * @param first close of the first second that was covered, inclusive
 * @param last close of the last second that had to be there, inclusive; before {@code first} if none had
 */
public record RowRange(String symbol, Instant first, Instant last) {
    /** How many rows that is. */
    public long seconds() {
        return Math.max(0, Duration.between(first, last).toSeconds() + 1);
    }
}
