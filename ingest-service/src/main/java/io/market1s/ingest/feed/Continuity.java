package io.market1s.ingest.feed;

import io.market1s.data.Trade;
import io.market1s.data.upbit.Frame;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Knows up to when the connections of one subscription have brought frames, and tells of the gap when the next one
 * brings its first. On the publisher's thread.
 */
public final class Continuity {
    private final Gaps gaps;
    private @Nullable Instant lastFrame;

    public Continuity(Gaps gaps) {
        this.gaps = gaps;
    }

    /** What watches a connection that is about to be made. */
    public Feed.Watcher nextConnection(Collection<String> codes) {
        return new Span(List.copyOf(codes));
    }

    private void reached(Instant time) {
        if (lastFrame == null || time.isAfter(lastFrame)) {
            lastFrame = time;
        }
    }

    /** From the first frame of a connection to its last. Others may ask for its snapshots. */
    private final class Span implements Feed.Watcher, Gap.SnapshotTrades {
        private final Map<String, Instant> snapshots = new ConcurrentHashMap<>();
        private final List<String> codes;
        private boolean begun;

        Span(List<String> codes) {
            this.codes = codes;
        }

        @Override
        public void frame(Frame.Market frame, Instant received) {
            if (frame.snapshot() && frame.event() instanceof Trade trade) {
                snapshots.putIfAbsent(trade.symbol(), trade.time());
            }
            if (!begun) {
                begun = true;
                gaps.resumed(codes, lastFrame, this);
            }
            // A frame from a clock that runs ahead must not hide a part of the next gap.
            reached(frame.timestamp().isBefore(received) ? frame.timestamp() : received);
        }

        @Override
        public void lost(Trade trade) {
            gaps.lost(trade);
        }

        @Override
        public @Nullable Instant lastTrade(String code) {
            return snapshots.get(code);
        }
    }
}
