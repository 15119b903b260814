package io.market1s.ingest.subscription;

import io.market1s.data.Trade;
import io.market1s.ingest.feed.Gap;
import io.market1s.ingest.witness.MarketWitness;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Compares the trades that REST tells of a market with those that a feed has brought, as far as it is to have brought them
 * and they are remembered. It has one outcome. Thread-safe.
 */
final class Comparison implements Gap.Reader {
    /** What happened so shortly before the feed's last frame may still have been under way. */
    private static final Duration UNDER_WAY = Duration.ofSeconds(1);

    private final Set<Long> brought;
    private final Instant after;
    private final Instant until;
    private final Instant from;
    private final Outcome outcome;
    /** The first trade that is missing. Written by the back-fill's thread only. */
    private volatile Instant missing = Instant.MAX;

    private final AtomicBoolean decided = new AtomicBoolean();

    /** Is told what came of it. */
    interface Outcome {
        /**
         * Trades are missing, or nobody can tell that none is.
         *
         * @param since the first of them, or the beginning of what is compared
         */
        void missing(Instant since, String why);

        /** No trade is missing. */
        void nothing();
    }

    /**
     * A comparison that has read nothing.
     *
     * @param proven up to when the feed is to have brought everything
     * @param from the beginning of what is compared
     */
    Comparison(MarketWitness market, Instant proven, Instant from, Outcome outcome) {
        this.brought = market.tradeIds();
        this.after = market.remembersFrom();
        this.until = proven.minus(UNDER_WAY);
        this.from = from;
        this.outcome = outcome;
    }

    @Override
    public void trade(Trade trade) {
        Instant time = trade.time();
        boolean expected = time.isAfter(after) && time.isBefore(until);
        if (expected && !brought.contains(trade.sequentialId()) && time.isBefore(missing)) {
            missing = time;
        }
    }

    @Override
    public void read(boolean whole) {
        if (!missing.equals(Instant.MAX)) {
            decide("REST has trades that it has not brought");
        } else if (!whole) {
            decide("REST does not tell");
        } else if (decided.compareAndSet(false, true)) {
            outcome.nothing();
        }
    }

    /** It has taken too long. */
    void overdue() {
        decide("REST has not told the trades in time");
    }

    private void decide(String why) {
        if (decided.compareAndSet(false, true)) {
            Instant first = missing;
            outcome.missing(first.isBefore(from) ? first : from, why);
        }
    }
}
