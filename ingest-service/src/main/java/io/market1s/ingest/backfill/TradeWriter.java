package io.market1s.ingest.backfill;

import io.market1s.data.Filled;
import io.market1s.data.Trade;
import io.market1s.data.json.MalformedException;
import io.market1s.ingest.exchange.Received;
import io.market1s.ingest.exchange.TradeHistory.Answer;
import io.market1s.ingest.feed.FrameCheck;
import io.market1s.ingest.feed.Gap;
import io.market1s.ingest.kafka.RawRecords;
import io.market1s.ingest.kafka.RawWriter;
import io.market1s.ingest.status.Count;
import io.market1s.ingest.status.IngestCounters;
import io.market1s.ingest.time.StopLatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the trades that REST gave, a page at a time: no more than that is ever under way. */
final class TradeWriter {
    private static final Logger LOG = LoggerFactory.getLogger(TradeWriter.class);
    private static final long POLL_MILLIS = 100;

    private final FrameCheck check = new FrameCheck();
    private final RawRecords records;
    private final RawWriter writer;
    private final IngestCounters counters;
    private final String feed;
    private final StopLatch stop;

    /**
     * What a page brought.
     *
     * @param oldest the last usable trade of the list, which goes back in time; null if there was none
     * @param count how many trades are in Kafka now
     * @param stored whether Kafka has taken all that it was to take
     */
    record Written(@Nullable Trade oldest, int count, boolean stored) {}

    /**
     * A writer of trades.
     *
     * @param feed name for the records
     */
    TradeWriter(RawRecords records, RawWriter writer, IngestCounters counters, String feed, StopLatch stop) {
        this.records = records;
        this.writer = writer;
        this.counters = counters;
        this.feed = feed;
        this.stop = stop;
    }

    /**
     * Writes the trades of a page from a time on and waits for Kafka's answers. Whether one is there already does not
     * matter: a trade counts once.
     */
    Written write(Gap gap, Answer.Page page, Instant from, ListReading reading) throws InterruptedException {
        List<ProducerRecord<@Nullable String, byte[]>> trades = new ArrayList<>();
        Trade oldest = null;
        for (byte[] element : page.elements()) {
            Received received = Received.overRest(element, page.received());
            Trade trade = usable(gap.code(), received);
            if (trade == null) {
                reading.unreadable();
                continue;
            }
            oldest = trade;
            reading.trade(trade);
            if (!trade.time().isBefore(from)) {
                gap.readers().forEach(reader -> reader.trade(trade));
                trades.add(records.frame(trade, received, feed));
            }
        }
        boolean stored = store(trades);
        if (stored) {
            counters.add(Count.BACKFILLED, trades.size());
        }
        return new Written(oldest, stored ? trades.size() : 0, stored);
    }

    /** Writes that Kafka has all trades of a range; returns whether Kafka has taken that. */
    boolean write(Filled filled, Instant now) throws InterruptedException {
        boolean stored = store(List.of(records.evidence(filled, feed, now)));
        if (stored) {
            counters.add(Count.FILLED, 1);
        }
        return stored;
    }

    private @Nullable Trade usable(String market, Received element) {
        try {
            return check.restTrade(element, market);
        } catch (MalformedException e) {
            LOG.atTrace().addKeyValue("symbol", market).log("quarantined a trade from REST: {}", e.reason());
            counters.quarantined(e.reason());
            writer.write(records.quarantined(market, e.reason(), element, feed), failure -> {});
            return null;
        }
    }

    private boolean store(List<ProducerRecord<@Nullable String, byte[]>> trades) throws InterruptedException {
        AtomicBoolean failed = new AtomicBoolean();
        Phaser unanswered = new Phaser(1);
        for (ProducerRecord<@Nullable String, byte[]> record : trades) {
            // While Kafka is away, each record would wait for its own turn to fail.
            if (failed.get() || stop.isAsked()) {
                break;
            }
            unanswered.register();
            writer.write(record, failure -> {
                failed.compareAndSet(false, failure != null);
                unanswered.arriveAndDeregister();
            });
        }
        int phase = unanswered.arrive();
        while (!stop.isAsked()) {
            try {
                unanswered.awaitAdvanceInterruptibly(phase, POLL_MILLIS, TimeUnit.MILLISECONDS);
                return !failed.get();
            } catch (TimeoutException e) {
                // Kafka takes its time; the producer gives up by itself.
            }
        }
        return false;
    }
}
