package io.market1s.ingest.feed;

import io.market1s.data.Ticker;
import io.market1s.data.Trade;
import io.market1s.data.upbit.Frame;
import io.market1s.ingest.witness.Doubt;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Knows up to when the connections of one subscription have brought everything, and tells of the gap when the next one
 * begins. On the publisher's thread.
 */
public final class Continuity {
    /** Before a connection vouches for its seconds; until then REST's list is read. */
    private static final Duration FIRST_SECONDS = Duration.ofSeconds(3);

    private final Gaps gaps;
    private final Doubts doubts;
    private @Nullable Instant lastFrame;

    /** Is told when a feed of the subscription should be replaced. On the publisher's thread. */
    public interface Doubts {
        /** Witnesses show what the feed should have brought and has not. */
        void doubted(Feed feed, List<Doubt> doubts);

        /** The books of some markets are not known, and the next ones do not come. */
        void bookless(Feed feed);
    }

    public Continuity(Gaps gaps, Doubts doubts) {
        this.gaps = gaps;
        this.doubts = doubts;
    }

    /** What watches a connection that is about to be made. */
    public Span nextConnection(Collection<String> codes) {
        return new Span(List.copyOf(codes));
    }

    private void reached(Instant proven) {
        if (lastFrame == null || proven.isAfter(lastFrame)) {
            lastFrame = proven;
        }
    }

    /** From the first frame of a connection to its last. Others may ask with what it began. */
    public final class Span implements Feed.Watcher, Gap.Beginning {
        private final Map<String, Trade> newest = new ConcurrentHashMap<>();
        private final Map<String, Instant> snapshotTrades = new ConcurrentHashMap<>();
        private final Map<String, Instant> snapshotTickers = new ConcurrentHashMap<>();
        private final List<String> codes;
        private volatile @Nullable Instant until;

        private Span(List<String> codes) {
            this.codes = codes;
        }

        @Override
        public void frame(Frame.Market frame, @Nullable Instant now, @Nullable Instant proven) {
            if (until == null && now != null) {
                until = now.plus(FIRST_SECONDS);
                gaps.resumed(codes, lastFrame, this);
            }
            if (frame.event() instanceof Trade trade && isOfFirstSeconds(trade)) {
                newest.merge(trade.symbol(), trade, (a, b) -> b.time().isBefore(a.time()) ? a : b);
            }
            if (frame.snapshot()) {
                if (frame.event() instanceof Trade trade) {
                    snapshotTrades.putIfAbsent(trade.symbol(), trade.time());
                } else if (frame.event() instanceof Ticker ticker && ticker.last() != null) {
                    snapshotTickers.putIfAbsent(ticker.symbol(), ticker.last().time());
                }
            }
            if (proven != null) {
                reached(proven);
            }
        }

        @Override
        public void lost(Trade trade) {
            gaps.lost(trade);
        }

        @Override
        public void unreadableTrade(String code, Instant now) {
            gaps.unreadableTrade(code, now);
        }

        @Override
        public void doubted(Feed feed, List<Doubt> found) {
            doubts.doubted(feed, found);
        }

        @Override
        public void bookless(Feed feed) {
            doubts.bookless(feed);
        }

        @Override
        public Instant until() {
            Instant end = until;
            return end == null ? Instant.MIN : end;
        }

        @Override
        public @Nullable Trade lastTrade(String code) {
            return newest.get(code);
        }

        @Override
        public boolean isQuietSince(String code, Instant time) {
            Instant trade = snapshotTrades.get(code);
            Instant ticker = snapshotTickers.get(code);
            return trade != null && ticker != null && trade.isBefore(time) && ticker.isBefore(time);
        }

        private boolean isOfFirstSeconds(Trade trade) {
            Instant end = until;
            return end == null || trade.time().isBefore(end);
        }
    }
}
