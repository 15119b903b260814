package io.market1s.ingest.subscription;

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

    /** After an outage every market's list is read, at eight requests a second. Well within the horizon. */
    private static final Duration REVIEW_PATIENCE = Duration.ofMinutes(4);

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
        publisher.withdraw(feed, doubt.code(), doubt.from(), reason);
    }

    /**
     * Compares what a feed has brought since its markets last agreed with their witnesses: its connection has ended, and no
     * witness will tell of that any more.
     *
     * @param next the connection that has taken over; null if there is none
     */
    void review(Feed feed, @Nullable Attempt next) {
        publisher.afterwards(() -> {
            Instant proven = feed.proven();
            if (proven != null) {
                feed.undoubted().forEach((code, market) -> review(code, market, feed, next, proven));
            }
        });
    }

    private void review(String code, MarketWitness market, Feed feed, @Nullable Attempt next, Instant proven) {
        Instant booksFrom = market.booksMissing(proven);
        if (booksFrom != null) {
            withdrawEnd(feed, code, Doubt.Kind.BOOKS, booksFrom, "the next one was not awaited");
        }
        compareEnd(code, market, feed, next, proven);
    }

    private void compareEnd(String code, MarketWitness market, Feed feed, @Nullable Attempt next, Instant proven) {
        Instant from = market.tradesAgreed();
        Gap.Beginning beginning = next == null ? null : next.beginning();
        if (beginning != null && beginning.isQuietSince(code, from)) {
            return;
        }
        Comparison comparison = new Comparison(market, proven, from, new Comparison.Outcome() {
            @Override
            public void missing(Instant since, String why) {
                withdrawEnd(feed, code, Doubt.Kind.TRADES, since, why);
            }

            @Override
            public void nothing() {}
        });
        timer.after(REVIEW_PATIENCE, comparison::overdue);
        // What the feed does not remember cannot be compared.
        Instant remembered = market.remembersFrom();
        gaps.compare(code, from.isAfter(remembered) ? from : remembered, beginning, comparison);
    }

    private void withdrawEnd(Feed feed, String code, Doubt.Kind kind, Instant from, String why) {
        counters.add(Count.WITHDRAWN, 1);
        LOG.atWarn()
                .addKeyValue("feed", feed.id())
                .addKeyValue("symbol", code)
                .log(
                        "the feed may not have brought all {} since {}: {}; its seconds since then are incomplete",
                        kind.words(),
                        from,
                        why);
        publisher.withdraw(feed, code, from, kind.words() + " missing: " + why);
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
            fetchTrades(doubt, feed, old, next);
        } else if (snapshot.isAfter(old.newestBook())) {
            withdraw(doubt, feed, "another connection began with a book of " + snapshot);
            fetchTrades(doubt, feed, old, next);
        } else {
            acquit(doubt, feed, next, "another connection began with the same book");
        }
    }

    /** Where the books of a market are missing, its trades may be, too. */
    private void fetchTrades(Doubt doubt, Feed feed, @Nullable MarketWitness market, @Nullable Attempt next) {
        Instant proven = feed.proven();
        if (market != null && proven != null) {
            compareEnd(doubt.code(), market, feed, next, proven);
        }
    }

    private void compareTrades(Doubt doubt, Feed feed, @Nullable Attempt next) {
        MarketWitness market = feed.witness(doubt.code());
        Instant proven = feed.proven();
        if (market == null || proven == null) {
            withdraw(doubt, feed, "it has brought nothing");
            return;
        }
        Comparison comparison = new Comparison(market, proven, doubt.from(), new Comparison.Outcome() {
            @Override
            public void missing(Instant since, String why) {
                withdraw(new Doubt(doubt.kind(), since, doubt.told()), feed, why);
            }

            @Override
            public void nothing() {
                acquit(doubt, feed, next, "REST has no other trades");
            }
        });
        timer.after(PATIENCE, comparison::overdue);
        gaps.compare(doubt.code(), doubt.from(), next == null ? null : next.beginning(), comparison);
    }
}
