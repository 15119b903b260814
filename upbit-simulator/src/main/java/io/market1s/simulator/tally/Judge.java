package io.market1s.simulator.tally;

import io.market1s.data.TradeSummary;
import java.time.Instant;

/**
 * Compares what a listener claims with what the exchange made. Claims must be about seconds that the tally still knows:
 * younger than {@link Tally#BOOKS_KEPT}. Thread-safe.
 */
public final class Judge {
    private final Tally tally;
    private final FaultRecord faults;

    public Judge(Tally tally, FaultRecord faults) {
        this.tally = tally;
        this.faults = faults;
    }

    /** What one claim is worth. */
    public Judgement of(Claim claim) {
        TradeSummary made = tally.second(claim.symbol(), claim.end());
        boolean outside = !faults.delivery().touches(claim.symbol(), claim.end());
        boolean countsAll = claim.complete() || claim.tradesComplete();
        return new Judgement(
                outside ? 1 : 0,
                outside && claim.complete() ? 1 : 0,
                countsAll ? made.count() : 0,
                countsAll ? claim.trades().count() : 0,
                countsAll && !made.equals(claim.trades()) ? 1 : 0,
                claim.complete() && isStale(claim) ? 1 : 0);
    }

    private boolean isStale(Claim claim) {
        Instant last = tally.lastBook(claim.symbol(), claim.end());
        boolean knew = last == null || (claim.book() != null && !claim.book().isBefore(last));
        return !knew && !faults.books().touches(claim.symbol(), claim.end());
    }
}
