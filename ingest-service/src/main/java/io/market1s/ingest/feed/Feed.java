package io.market1s.ingest.feed;

import io.market1s.data.MarketEvent;
import io.market1s.data.OrderBook;
import io.market1s.data.Trade;
import io.market1s.data.upbit.Frame;
import io.market1s.ingest.exchange.Received;
import io.market1s.ingest.feed.FrameCheck.Verdict;
import io.market1s.ingest.kafka.RawRecords;
import io.market1s.ingest.kafka.RawWriter;
import io.market1s.ingest.status.Count;
import io.market1s.ingest.status.IngestCounters;
import io.market1s.ingest.status.LiveView;
import io.market1s.ingest.time.ExchangeClock;
import io.market1s.ingest.witness.Asides;
import io.market1s.ingest.witness.Doubt;
import io.market1s.ingest.witness.FeedWitness;
import io.market1s.ingest.witness.MarketWitness;
import io.market1s.ingest.witness.Testimony;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
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

    private static final long EXAMINATION = Duration.ofSeconds(1).toNanos();

    private final String id;
    private final Set<String> codes;
    private final FrameCheck check = new FrameCheck();
    private final FirstFrames firstFrames = new FirstFrames();
    private final MissingBooks missingBooks = new MissingBooks();
    private final RawRecords records;
    private final IngestCounters counters;
    private final LiveView view;
    private final ExchangeClock exchangeClock;
    private final LongSupplier nanoTime;
    private final Watcher watcher;
    private final ProvenTime provenTime;
    private final FeedCoverage coverage;
    private final Delivery delivery;
    private final FeedWitness witness;
    private final Set<String> unserved;
    private long examined;
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
            ExchangeClock exchangeClock,
            Asides asides,
            InstantSource clock,
            LongSupplier nanoTime) {}

    /** Is told what a feed brings and what it lacks, on the publishing thread. */
    public interface Watcher {
        /**
         * A plausible frame came, and its record, if it has one, is handed to Kafka.
         *
         * @param now by the exchange's clock; null while that is not known
         * @param proven up to when the frame proves that everything has come; null if it proves nothing
         */
        void frame(Frame.Market frame, @Nullable Instant now, @Nullable Instant proven);

        /** Kafka did not take a live trade of the feed. */
        default void lost(Trade trade) {}

        /** A frame came that was a trade of this market and cannot be used. */
        default void unreadableTrade(String code, Instant now) {}

        /** Witnesses show what the feed should have brought and has not. */
        default void doubted(Feed feed, List<Doubt> doubts) {}

        /** The books of some markets are not known, and the next ones do not come. */
        default void bookless(Feed feed) {}
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
        this.records = parts.records();
        this.counters = parts.counters();
        this.view = parts.view();
        this.exchangeClock = parts.exchangeClock();
        this.nanoTime = parts.nanoTime();
        this.watcher = watcher;
        this.provenTime = new ProvenTime(exchangeClock);
        this.coverage = new FeedCoverage(id, vouchedFor, FeedCoverage.MAX_LAG, parts.horizon());
        this.delivery = new Delivery(coverage, parts, wake);
        this.witness = new FeedWitness(vouchedFor, parts.asides());
        this.examined = nanoTime.getAsLong();
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

    /** The connection was opened, by the monotonic clock. Any thread; before the first message. */
    public void opened(long nanos) {
        delivery.opened(nanos);
    }

    /** A message arrived. */
    void arrived(Received message) {
        counters.add(Count.BYTES, message.bytes().length);
        Instant now = exchangeClock.at(message.nanos());
        Verdict verdict = check.judge(message, codes, now != null && now.isBefore(message.at()) ? now : message.at());
        if (verdict instanceof Verdict.Usable usable) {
            Frame.Market frame = firstFrames.told(usable.frame());
            use(frame, message);
            prove(frame, message);
            witnessed(frame, message);
        } else if (verdict instanceof Verdict.Unasked unasked) {
            counters.add(Count.UNASKED, 1);
            prove(firstFrames.told(unasked.frame()), message);
        } else if (verdict instanceof Verdict.FarAhead ahead) {
            String code = ahead.frame().event().symbol();
            if (!ahead.frame().snapshot()) {
                // All frames are from the future by a clock that is far behind: many of them are believed.
                exchangeClock.frame(ahead.frame().timestamp(), message.nanos());
            }
            coverage.farAhead(ahead.frame());
            if (ahead.frame().event() instanceof Trade) {
                watcher.unreadableTrade(code, now != null ? now : message.at());
            }
            quarantine(code, FrameCheck.FAR_AHEAD, message);
        } else if (verdict instanceof Verdict.Unusable unusable) {
            FrameLabel label = unusable.label();
            coverage.unreadable(label);
            if (label.code() != null && label.mayBeTrade()) {
                watcher.unreadableTrade(label.code(), now != null ? now : message.at());
            }
            if (label.equals(FrameLabel.NO_MARKET_DATA)) {
                tellOnce();
            }
            quarantine(label.code(), unusable.reason(), message);
        } else if (verdict instanceof Verdict.Refusal refusal) {
            refused = true;
            counters.add(Count.REFUSALS, 1);
            Frame.Failure failure = refusal.failure();
            LOG.atError()
                    .addKeyValue("feed", id)
                    .log("the exchange refused the request: {} {}", failure.name(), failure.message());
        }
    }

    /** Witnesses tell something of its markets. */
    void hear(Collection<Testimony> testimonies) {
        testimonies.forEach(witness::hear);
    }

    /** What it has brought of a market, to be compared with REST; null if nothing. On the publishing thread. */
    public @Nullable MarketWitness witness(String code) {
        return witness.of(code);
    }

    /** What it has brought of the markets that are in no doubt. On the publishing thread. */
    public Map<String, MarketWitness> undoubted() {
        return witness.undoubted();
    }

    /** Up to when everything that came before it is proven to have come; null before. On the publishing thread. */
    public @Nullable Instant proven() {
        return coverage.exchangeClock();
    }

    /** A doubt was wrong. On the publishing thread. */
    public void acquit(String code) {
        witness.acquit(code);
    }

    /**
     * It has not brought all of a market: its word for the seconds from there on is taken back, and it gives no other. On
     * the publishing thread.
     */
    void withdraw(String code, Instant from, String reason) {
        coverage.withdraw(code);
        delivery.withdraw(code, from, reason);
    }

    /** The time is over within which every code should have brought a frame. */
    void reportUnserved() {
        if (ended) {
            return;
        }
        Set<String> news = view.unserved(unserved);
        if (!news.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("feed", id)
                    .log("the exchange sends nothing for {}: is the code wrong, or the market delisted or new?", news);
        }
    }

    /** Nothing more will arrive. */
    void end() {
        ended = true;
        view.unaccounted(id, Map.of());
    }

    /** Takes Kafka's answers into account and writes the heartbeats that have become due. */
    void settle() {
        delivery.settle();
        long nanos = nanoTime.getAsLong();
        if (nanos - examined >= EXAMINATION && !ended) {
            examined = nanos;
            Instant now = exchangeClock.at(nanos);
            if (now != null) {
                examine(now);
            }
        }
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
        counters.frame(event);
        view.show(event);
        ProducerRecord<@Nullable String, byte[]> record = records.frame(event, message, id);
        if (record.timestamp() != event.time().toEpochMilli()) {
            counters.add(Count.BEYOND_HORIZON, 1);
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

    private void prove(Frame.Market frame, Received message) {
        String symbol = frame.event().symbol();
        if (unserved.remove(symbol)) {
            view.served(symbol);
        }
        marketData = true;
        Instant proven = null;
        if (!frame.snapshot()) {
            exchangeClock.frame(frame.timestamp(), message.nanos());
            proven = provenTime.provenBy(frame.timestamp(), message.nanos());
            provenAt = message.at();
        }
        coverage.frame(frame, proven);
        Instant evidence = coverage.exchangeClock();
        if (evidence != null) {
            view.evidence(evidence);
        }
        watcher.frame(frame, exchangeClock.at(message.nanos()), proven);
    }

    private void witnessed(Frame.Market frame, Received message) {
        Instant now = exchangeClock.at(message.nanos());
        if (now != null) {
            witness.frame(frame, now);
        }
    }

    private void examine(Instant now) {
        List<Doubt> doubts = witness.examine(now);
        if (!doubts.isEmpty()) {
            watcher.doubted(this, doubts);
        }
        if (missingBooks.isOverdue(coverage.bookless(), now)) {
            watcher.bookless(this);
        }
        view.unaccounted(id, witness.unaccounted());
    }

    private void tellOnce() {
        if (view.isFirst("a message that is no market data")) {
            LOG.atWarn()
                    .addKeyValue("feed", id)
                    .log("the exchange has sent a message that is no market data, without type and code; such messages"
                            + " are kept in upbit.quarantine and counted, and cost no market anything");
        }
    }

    private void quarantine(@Nullable String symbol, String reason, Received message) {
        LOG.atTrace().addKeyValue("feed", id).log("quarantined a message: {}", reason);
        counters.quarantined(reason);
        delivery.write(records.quarantined(symbol, reason, message, id), message.at(), () -> {});
    }
}
