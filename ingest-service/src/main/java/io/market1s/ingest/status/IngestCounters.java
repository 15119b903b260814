package io.market1s.ingest.status;

import io.market1s.data.MarketEvent;
import io.market1s.data.OrderBook;
import io.market1s.data.Trade;
import io.market1s.operations.LabelledCounter;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** What the ingest has counted since it started. Thread-safe. */
public final class IngestCounters {
    final LongAdder trades = new LongAdder();
    final LongAdder books = new LongAdder();
    final LongAdder tickers = new LongAdder();
    public final LongAdder unasked = new LongAdder();
    public final LongAdder heartbeats = new LongAdder();
    public final LongAdder refusals = new LongAdder();
    public final LongAdder opened = new LongAdder();
    public final LongAdder ended = new LongAdder();
    public final LongAdder reconnects = new LongAdder();
    public final LongAdder silences = new LongAdder();
    public final LongAdder overflows = new LongAdder();
    public final LongAdder lost = new LongAdder();
    public final LongAdder keyFrames = new LongAdder();
    public final LongAdder keyFramesMissing = new LongAdder();
    public final LongAdder backfilled = new LongAdder();
    public final LongAdder backfillMissed = new LongAdder();
    public final LongAdder bytes = new LongAdder();
    public final LongAdder beyondHorizon = new LongAdder();
    public final LabelledCounter frames = new LabelledCounter(
            "market1s.ingest.frames", "Frames handed to Kafka, snapshots included.", "type", "quote");
    public final LabelledCounter quarantined = new LabelledCounter(
            "market1s.ingest.quarantined", "Messages that could not be used, by the reason why.", "reason");

    public IngestCounters() {}

    public void quarantined(String reason) {
        quarantined.increment(reason);
    }

    public void frame(MarketEvent event) {
        String quote = event.symbol().substring(0, event.symbol().indexOf('-'));
        if (event instanceof Trade) {
            trades.increment();
            frames.increment("trade", quote);
        } else if (event instanceof OrderBook) {
            books.increment();
            frames.increment("orderbook", quote);
        } else {
            tickers.increment();
            frames.increment("ticker", quote);
        }
    }

    /** The counts now; counts that belong together may differ by what is under way. */
    public Snapshot snapshot() {
        Map<String, Long> reasons = new TreeMap<>();
        quarantined.counts().forEach((reason, count) -> reasons.put(reason.get(0), count));
        return new Snapshot(
                trades.sum(),
                books.sum(),
                tickers.sum(),
                unasked.sum(),
                heartbeats.sum(),
                reasons,
                refusals.sum(),
                opened.sum() - ended.sum(),
                reconnects.sum(),
                silences.sum(),
                overflows.sum(),
                lost.sum(),
                keyFrames.sum(),
                keyFramesMissing.sum(),
                backfilled.sum(),
                backfillMissed.sum());
    }

    /**
     * The counts at one moment.
     *
     * @param trades frames handed to Kafka, snapshots included
     * @param books frames handed to Kafka, snapshots included
     * @param tickers frames handed to Kafka, snapshots included
     * @param unasked frames of markets that were not asked for (the pilot's): not written
     * @param heartbeats that Kafka has acknowledged
     * @param quarantined messages that could not be used, by reason
     * @param refusals error frames of the exchange
     * @param openConnections WebSockets that are open now
     * @param reconnects connections opened in place of a lost one
     * @param silences connections given up because nothing arrived
     * @param overflows connections given up because Kafka did not keep up
     * @param lost records that Kafka did not take
     * @param keyFrames snapshots that came when they were asked for; trades, books and tickers count them too
     * @param keyFramesMissing snapshots that were asked for and did not come
     * @param backfilled trades fetched over REST that Kafka has, whether or not they were there before
     * @param backfillMissed gaps of a market that could not be filled, or not whole
     */
    public record Snapshot(
            long trades,
            long books,
            long tickers,
            long unasked,
            long heartbeats,
            Map<String, Long> quarantined,
            long refusals,
            long openConnections,
            long reconnects,
            long silences,
            long overflows,
            long lost,
            long keyFrames,
            long keyFramesMissing,
            long backfilled,
            long backfillMissed) {
        public Snapshot {
            quarantined = Map.copyOf(quarantined);
        }

        /** What went wrong with single messages: quarantined ones and error frames. */
        public long errors() {
            return refusals
                    + quarantined.values().stream().mapToLong(Long::longValue).sum();
        }
    }
}
