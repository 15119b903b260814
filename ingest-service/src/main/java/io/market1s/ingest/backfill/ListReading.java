package io.market1s.ingest.backfill;

import io.market1s.data.Trade;
import io.market1s.ingest.feed.Gap;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether what was read of REST's list of trades is all of a gap. The list may be behind: it is whole up to the gap's end
 * only when it contains the last trade that the connection after the gap began with. Not thread-safe.
 */
final class ListReading {
    /** Where the last trade is not known: REST was never seen to be so far behind. */
    private static final Duration BEHIND = Duration.ofMinutes(1);

    private final Gap gap;
    private boolean containsLast;
    private boolean unreadable;
    private @Nullable Instant newest;

    ListReading(Gap gap) {
        this.gap = gap;
    }

    /** A trade of the list; they may come in any order. */
    void trade(Trade trade) {
        if (newest == null || trade.time().isAfter(newest)) {
            newest = trade.time();
        }
        containsLast |= gap.last() != null && isSame(trade, gap.last());
    }

    /** An element of the list cannot be read. */
    void unreadable() {
        unreadable = true;
    }

    /**
     * What is missing after the list was read down to the gap's beginning.
     *
     * @param now by the exchange's clock
     * @return empty if nothing is
     */
    Optional<String> missing(Instant now) {
        if (unreadable) {
            return Optional.of("a trade in it cannot be read");
        }
        boolean late = newest == null || newest.isBefore(gap.until());
        boolean known = gap.last() != null && !gap.last().time().isBefore(gap.from());
        if (known
                ? !containsLast
                : !containsLast && late && now.isBefore(gap.until().plus(BEHIND))) {
            return Optional.of("it ends " + (newest == null ? "before it begins" : "with a trade of " + newest));
        }
        return Optional.empty();
    }

    /** The id is the same over WebSocket and REST; once in 170 it was seen to differ. */
    private static boolean isSame(Trade a, Trade b) {
        return a.sequentialId() == b.sequentialId()
                || (a.time().equals(b.time())
                        && a.price().compareTo(b.price()) == 0
                        && a.volume().compareTo(b.volume()) == 0
                        && a.side() == b.side());
    }
}
