package io.market1s.ingest.subscription;

import io.market1s.data.Trade;
import io.market1s.ingest.feed.Feed;
import io.market1s.ingest.feed.Gap;
import io.market1s.ingest.feed.Gaps;
import io.market1s.ingest.feed.Publisher;
import io.market1s.ingest.status.Count;
import io.market1s.ingest.status.IngestCounters;
import io.market1s.ingest.time.IngestTimer;
import io.market1s.ingest.witness.Asides;
import io.market1s.ingest.witness.Doubt;
import io.market1s.ingest.witness.MarketWitness;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether a doubt is right: whether REST has trades that the feed has not brought, or the connection that took
 * over began with a book that it has not. If so, or if nobody can tell, the feed's word is taken back. If not, the
 * witness is not listened to for a while. Thread-safe.
 */
final class DoubtJudge {
    private static final Logger LOG = LoggerFactory.getLogger(DoubtJudge.class);

    /** REST was seen to be ten seconds and more behind. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Publisher publisher;
    private final Gaps gaps;
    private final Asides asides;
    private final IngestCounters counters;
    private final IngestTimer timer;
    private final InstantSource clock;

    /** A judge over the feeds of one subscription; its clock is the exchange's. */
    DoubtJudge(Publisher publisher, Subscriber.Parts parts) {
        this.publisher = publisher;
        this.gaps = parts.gaps();
        this.asides = parts.feedParts().asides();
        this.counters = parts.counters();
        this.timer = parts.timer();
        this.clock = parts.clock();
    }

    /**
     * Decides, soon.
     *
     * @param next the connection that has taken over; null if there is none
     */
    void judge(Doubt doubt, Feed feed, @Nullable Attempt next) {
        publisher.afterwards(() -> {
            if (doubt.kind() == Doubt.Kind.BOOKS) {
                judgeBook(doubt, feed, next);
            } else {
                compareTrades(doubt, feed, next);
            }
        });
    }

    /** Takes the feed's word back: there is no time to decide. */
    void withdraw(Doubt doubt, Feed feed, String why) {
        counters.add(Count.WITHDRAWN, 1);
        LOG.atWarn()
                .addKeyValue("feed", feed.id())
                .addKeyValue("symbol", doubt.code())
                .log(
                        "the feed has not brought all {} since {}: {} show it, and {}; its seconds since then are"
                                + " incomplete",
                        doubt.kind().words(),
                        doubt.from(),
                        doubt.source().words(),
                        why);
        String reason = doubt.kind().words() + " missing: " + doubt.source().words() + " show it, and " + why;
        publisher.afterwards(() -> feed.withdraw(doubt.code(), doubt.from(), reason));
    }

    private void acquit(Doubt doubt, Feed feed, @Nullable Attempt next, String why) {
        asides.put(doubt.source(), doubt.code(), clock.instant());
        LOG.atWarn()
                .addKeyValue("feed", feed.id())
                .addKeyValue("symbol", doubt.code())
                .log(
                        "{} showed {} that the feed had not brought, but {}: they are not listened to for an hour,"
                                + " and no row changes",
                        doubt.source().words(),
                        doubt.kind().words(),
                        why);
        publisher.afterwards(() -> {
            feed.acquit(doubt.code());
            if (next != null) {
                next.feed().acquit(doubt.code());
            }
        });
    }

    private void judgeBook(Doubt doubt, Feed feed, @Nullable Attempt next) {
        MarketWitness old = feed.witness(doubt.code());
        MarketWitness successor = next == null ? null : next.feed().witness(doubt.code());
        Instant snapshot = successor == null ? null : successor.firstBook();
        if (old == null || snapshot == null) {
            withdraw(doubt, feed, "no other connection has brought its book");
        } else if (snapshot.isAfter(old.newestBook())) {
            withdraw(doubt, feed, "another connection began with a book of " + snapshot);
        } else {
            acquit(doubt, feed, next, "another connection began with the same book");
        }
    }

    private void compareTrades(Doubt doubt, Feed feed, @Nullable Attempt next) {
        MarketWitness market = feed.witness(doubt.code());
        Instant proven = feed.proven();
        if (market == null || proven == null) {
            withdraw(doubt, feed, "it has brought nothing");
            return;
        }
        Comparison comparison = new Comparison(doubt, feed, next, market.tradeIds(), market.remembersFrom(), proven);
        timer.after(PATIENCE, comparison::overdue);
        gaps.compare(doubt.code(), doubt.from(), next == null ? null : next.beginning(), comparison);
    }

    /** The trades that REST tells beside those that the feed has brought in {@code (from, until)}. */
    private final class Comparison implements Gap.Reader {
        /** What happened so shortly before may still have been under way. */
        private static final Duration UNDER_WAY = Duration.ofSeconds(1);

        private final Doubt doubt;
        private final Feed feed;
        private final @Nullable Attempt next;
        private final Set<Long> brought;
        private final Instant from;
        private final Instant until;
        private final AtomicInteger missing = new AtomicInteger();
        private final AtomicBoolean decided = new AtomicBoolean();

        Comparison(Doubt doubt, Feed feed, @Nullable Attempt next, Set<Long> brought, Instant from, Instant proven) {
            this.doubt = doubt;
            this.feed = feed;
            this.next = next;
            this.brought = brought;
            this.from = from;
            this.until = proven.minus(UNDER_WAY);
        }

        @Override
        public void trade(Trade trade) {
            if (trade.time().isAfter(from) && trade.time().isBefore(until) && !brought.contains(trade.sequentialId())) {
                missing.incrementAndGet();
            }
        }

        @Override
        public void read(boolean whole) {
            if (missing.get() > 0) {
                decide("REST has trades that it has not brought");
            } else if (whole) {
                if (decided.compareAndSet(false, true)) {
                    acquit(doubt, feed, next, "REST has no other trades");
                }
            } else {
                decide("REST does not tell");
            }
        }

        void overdue() {
            decide("REST has not told the trades within " + PATIENCE.toSeconds() + " s");
        }

        private void decide(String why) {
            if (decided.compareAndSet(false, true)) {
                withdraw(doubt, feed, why);
            }
        }
    }
}
