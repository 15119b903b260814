package io.market1s.ingest.feed;

import io.market1s.data.MarketEvent;
import io.market1s.data.OrderBook;
import io.market1s.data.Trade;
import io.market1s.data.upbit.Frame;
import io.market1s.ingest.exchange.Received;
import io.market1s.ingest.feed.FrameCheck.Verdict;
import io.market1s.ingest.kafka.RawRecords;
import io.market1s.ingest.kafka.RawWriter;
import io.market1s.ingest.status.ClockDifference;
import io.market1s.ingest.status.Count;
import io.market1s.ingest.status.IngestCounters;
import io.market1s.ingest.status.LiveView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one connection brings, on its way to Kafka: each message is judged, written and counted, and the seconds that were
 * seen whole get their heartbeats. One publishing thread calls it; the methods that say so may be called by any thread.
 */
public final class Feed {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    private final String id;
    private final Set<String> codes;
    private final FrameCheck check = new FrameCheck();
    private final Parts parts;
    private final Watcher watcher;
    private final FeedCoverage coverage;
    private final Delivery delivery;
    private final Set<String> unserved;
    private boolean ended;
    private volatile boolean marketData;
    private volatile boolean refused;
    private volatile @Nullable Instant provenAt;

    /**
     * What all feeds of a process share.
     *
     * @param horizon also bounds how far back a heartbeat may reach: the resampler forgets what is older
     */
    public record Parts(
            Duration horizon,
            RawRecords records,
            RawWriter writer,
            IngestCounters counters,
            LiveView view,
            ClockDifference clockDifference,
            InstantSource clock) {}

    /** Sees every plausible frame of a feed, on the publishing thread. */
    public interface Watcher {
        /** A frame came, and its record, if it has one, is handed to Kafka. */
        void frame(Frame.Market frame, Instant received);

        /** Kafka did not take a live trade of the feed. */
        default void lost(Trade trade) {}
    }

    private Feed(
            String id,
            Collection<String> codes,
            Collection<String> vouchedFor,
            Parts parts,
            Runnable wake,
            Watcher watcher) {
        this.id = id;
        this.codes = Set.copyOf(codes);
        this.parts = parts;
        this.watcher = watcher;
        this.coverage = new FeedCoverage(id, vouchedFor, FeedCoverage.MAX_LAG, parts.horizon());
        this.delivery = new Delivery(coverage, parts, wake);
        this.unserved = new HashSet<>(vouchedFor);
    }

    /**
     * A feed of a connection that is about to be made.
     *
     * @param wake makes the publishing thread call {@link #settle()} soon
     */
    public static Feed live(String id, Collection<String> codes, Parts parts, Runnable wake, Watcher watcher) {
        return new Feed(id, codes, codes, parts, wake, watcher);
    }

    /** A feed that vouches for nothing, whatever it brings: snapshots repeat old states. */
    public static Feed ofSnapshots(String id, Collection<String> codes, Parts parts, Runnable wake, Watcher watcher) {
        return new Feed(id, codes, List.of(), parts, wake, watcher);
    }

    /** The name of the feed, which no other feed ever has. Any thread. */
    public String id() {
        return id;
    }

    /** Whether the exchange served this connection and refused nothing. Any thread. */
    public boolean flows() {
        return marketData && !refused;
    }

    /** Whether it has vouched for so many seconds that every row is complete by it alone. Any thread. */
    public boolean isEstablished() {
        return delivery.isEstablished();
    }

    /** When the last frame arrived that proves the connection alive; null before the first. Any thread. */
    @Nullable
    public Instant provenAt() {
        return provenAt;
    }

    /** A message arrived. */
    void arrived(Received message) {
        parts.counters().add(Count.BYTES, message.bytes().length);
        Verdict verdict = check.judge(message, codes);
        if (verdict instanceof Verdict.Usable usable) {
            use(usable.frame(), message);
            prove(usable.frame(), message.at());
        } else if (verdict instanceof Verdict.Unasked unasked) {
            parts.counters().add(Count.UNASKED, 1);
            prove(unasked.frame(), message.at());
        } else if (verdict instanceof Verdict.FarAhead ahead) {
            if (!ahead.frame().snapshot()) {
                parts.clockDifference().frameFarAhead(ahead.frame().timestamp(), message.at());
            }
            coverage.farAhead(ahead.frame());
            quarantine(ahead.frame().event().symbol(), ClockDifference.FAR_AHEAD, message);
        } else if (verdict instanceof Verdict.Unusable unusable) {
            coverage.unreadable(unusable.label());
            quarantine(unusable.label().code(), unusable.reason(), message);
        } else if (verdict instanceof Verdict.Refusal refusal) {
            refused = true;
            parts.counters().add(Count.REFUSALS, 1);
            Frame.Failure failure = refusal.failure();
            LOG.atError()
                    .addKeyValue("feed", id)
                    .log("the exchange refused the request: {} {}", failure.name(), failure.message());
        }
    }

    /** The time is over within which every code should have brought a frame. */
    void reportUnserved() {
        if (ended) {
            return;
        }
        Set<String> news = parts.view().unserved(unserved);
        if (!news.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("feed", id)
                    .log("the exchange sends nothing for {}: is the code wrong, or the market delisted or new?", news);
        }
    }

    /** Nothing more will arrive. */
    void end() {
        ended = true;
    }

    /** Takes Kafka's answers into account and writes the heartbeats that have become due. */
    void settle() {
        delivery.settle();
    }

    /** Whether every record was answered. */
    boolean isSettled() {
        return delivery.isSettled();
    }

    /** Whether nothing more will happen. */
    boolean isDone() {
        return ended && isSettled();
    }

    private void use(Frame.Market frame, Received message) {
        MarketEvent event = frame.event();
        parts.counters().frame(event);
        parts.view().show(event);
        ProducerRecord<@Nullable String, byte[]> record = parts.records().frame(event, message, id);
        if (record.timestamp() != event.time().toEpochMilli()) {
            parts.counters().add(Count.BEYOND_HORIZON, 1);
        }
        delivery.write(record, message.at(), ifLost(frame));
    }

    /** Holds no more of the frame than is needed: it is kept until Kafka has answered. */
    private Runnable ifLost(Frame.Market frame) {
        if (frame.event() instanceof Trade trade) {
            // A snapshot's trade is from before the connection. It belongs to the gap before the connection.
            return frame.snapshot() ? () -> {} : () -> watcher.lost(trade);
        }
        String symbol = frame.event().symbol();
        return frame.event() instanceof OrderBook ? () -> coverage.lostBook(symbol) : () -> {};
    }

    private void prove(Frame.Market frame, Instant received) {
        String symbol = frame.event().symbol();
        if (unserved.remove(symbol)) {
            parts.view().served(symbol);
        }
        marketData = true;
        if (!frame.snapshot()) {
            parts.clockDifference().frame(frame.timestamp(), received);
        }
        coverage.frame(frame);
        Instant exchangeClock = coverage.exchangeClock();
        if (exchangeClock != null) {
            parts.view().evidence(exchangeClock);
        }
        if (!frame.snapshot()) {
            provenAt = received;
        }
        watcher.frame(frame, received);
    }

    private void quarantine(@Nullable String symbol, String reason, Received message) {
        LOG.atTrace().addKeyValue("feed", id).log("quarantined a message: {}", reason);
        parts.counters().quarantined(reason);
        delivery.write(parts.records().quarantined(symbol, reason, message, id), message.at(), () -> {});
    }
}
