package io.market1s.ingest.subscription;

import io.market1s.ingest.feed.Feed;
import io.market1s.ingest.status.Count;
import io.market1s.ingest.status.IngestCounters;
import io.market1s.ingest.status.ShortList;
import io.market1s.ingest.witness.Doubt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The markets of one subscription that witnesses have put in doubt. They want a successor for the connection, whose
 * snapshots restore the markets, and are judged when it has taken over. On the timer's thread.
 */
final class DoubtedMarkets {
    private static final Logger LOG = LoggerFactory.getLogger(DoubtedMarkets.class);

    /** So long a doubt waits for a successor. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Between successors that were made because of doubts; each time longer, until there was none for the longest. */
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(30);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final DoubtJudge judge;
    private final IngestCounters counters;
    private final LongSupplier nanoTime;
    private final List<Open> open = new ArrayList<>();
    private final List<Ended> ended = new ArrayList<>();
    private boolean wanted;
    private Duration pause = Duration.ZERO;
    private long lastSuccessor;

    private record Open(Doubt doubt, Feed feed, long since) {}

    private record Ended(Feed feed, long since) {}

    DoubtedMarkets(DoubtJudge judge, IngestCounters counters, LongSupplier nanoTime) {
        this.judge = judge;
        this.counters = counters;
        this.nanoTime = nanoTime;
    }

    /** Witnesses show what a feed should have brought and has not. */
    void add(Feed feed, List<Doubt> doubts) {
        counters.add(Count.DOUBTS, doubts.size());
        LOG.atWarn()
                .addKeyValue("feed", feed.id())
                .log(
                        "witnesses show what the feed has not brought: {}; a new connection and REST will tell",
                        ShortList.of(doubts.stream()
                                .map(doubt -> doubt.code() + " " + doubt.kind().words() + " ("
                                        + doubt.source().words() + ")")
                                .toList()));
        long now = nanoTime.getAsLong();
        doubts.forEach(doubt -> open.add(new Open(doubt, feed, now)));
        wanted = true;
    }

    /** A feed's connection is gone: what it has brought last is reviewed when another has taken over. */
    void ended(Feed feed) {
        ended.add(new Ended(feed, nanoTime.getAsLong()));
    }

    /** The books of some markets of a feed are not known. */
    void bookless(Feed feed) {
        LOG.atInfo()
                .addKeyValue("feed", feed.id())
                .log("the books of some markets are not known since a frame could not be used: connecting anew");
        wanted = true;
    }

    /** Whether the connection should be replaced now. */
    boolean wantSuccessor() {
        return wanted && nanoTime.getAsLong() - lastSuccessor >= pause.toNanos();
    }

    /** A connection is begun. */
    void begun() {
        if (!wanted) {
            return;
        }
        wanted = false;
        long now = nanoTime.getAsLong();
        boolean calm = pause.isZero() || now - lastSuccessor >= LONGEST_PAUSE.toNanos();
        Duration longer = calm ? SHORTEST_PAUSE : pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        lastSuccessor = now;
    }

    /**
     * Has the doubts judged whose time has come.
     *
     * @param current the connection in use; null if there is none
     */
    void look(@Nullable Attempt current) {
        long now = nanoTime.getAsLong();
        for (Iterator<Open> each = open.iterator(); each.hasNext(); ) {
            Open next = each.next();
            boolean replaced = current != null
                    && current.feed() != next.feed()
                    && current.feed().isEstablished();
            if (replaced || now - next.since() >= PATIENCE.toNanos()) {
                each.remove();
                judge.judge(next.doubt(), next.feed(), replaced ? current : null);
            }
        }
        boolean established = current != null && current.feed().isEstablished();
        ended.removeIf(each -> {
            boolean due = established || now - each.since() >= PATIENCE.toNanos();
            if (due) {
                judge.review(each.feed(), established ? current : null);
            }
            return due;
        });
    }

    /** There is no time left to decide. */
    void close() {
        open.forEach(each -> judge.withdraw(each.doubt(), each.feed(), "the ingest stops"));
        open.clear();
    }
}
