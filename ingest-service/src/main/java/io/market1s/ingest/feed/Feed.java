package io.market1s.ingest.feed;

import io.market1s.data.EventTimes;
import io.market1s.data.Heartbeat;
import io.market1s.data.MarketEvent;
import io.market1s.data.OrderBook;
import io.market1s.data.Trade;
import io.market1s.data.upbit.Frame;
import io.market1s.ingest.exchange.Received;
import io.market1s.ingest.feed.FrameCheck.Verdict;
import io.market1s.ingest.status.ClockDifference;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one connection brought, on its way to Kafka: each message is judged, written and counted, and the seconds that
 * were seen whole get their heartbeats. One publishing thread calls it; only {@link #flows()} and {@link #provenAt()} are for
 * others, and Kafka's answers come on the producer's thread.
 */
public final class Feed {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    /** A row needs its second and the next; and the markets of a feed do not all begin in the same second. */
    private static final int ESTABLISHED = 4;

    private final String id;
    private final Set<String> codes;
    private final FeedContext context;
    private final Runnable wake;
    private final Watcher watcher;
    private final Coverage coverage;
    private final Set<String> unserved;
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private long unanswered;
    private boolean ended;
    private volatile boolean marketData;
    private volatile boolean refused;
    private volatile boolean established;
    /** How many seconds it has vouched for. */
    private int seconds;

    private volatile @Nullable Instant provenAt;

    /** Sees every plausible frame of a feed, on the publishing thread. */
    public interface Watcher {
        /** A frame came, and its record, if it has one, is handed to Kafka. */
        void frame(Frame.Market frame, Instant received);

        /** Kafka did not take a live trade of the feed. */
        default void lost(Trade trade) {}
    }

    private record Answer(long number, boolean stored, Runnable ifLost) {}

    private Feed(
            String id,
            Collection<String> codes,
            Collection<String> vouchedFor,
            FeedContext context,
            Runnable wake,
            Watcher watcher) {
        this.id = id;
        this.codes = Set.copyOf(codes);
        this.context = context;
        this.wake = wake;
        this.watcher = watcher;
        this.coverage = new Coverage(id, vouchedFor, FeedContext.MAX_LAG, context.horizon());
        this.unserved = new HashSet<>(vouchedFor);
    }

    /**
     * A feed of a connection that is about to be made.
     *
     * @param wake makes the publishing thread call {@link #settle()} soon
     */
    public static Feed live(String id, Collection<String> codes, FeedContext context, Runnable wake, Watcher watcher) {
        return new Feed(id, codes, codes, context, wake, watcher);
    }

    /** A feed that vouches for nothing, whatever it brings: snapshots repeat old states. */
    public static Feed ofSnapshots(
            String id, Collection<String> codes, FeedContext context, Runnable wake, Watcher watcher) {
        return new Feed(id, codes, List.of(), context, wake, watcher);
    }

    public String id() {
        return id;
    }

    /** Whether the exchange served this connection and refused nothing. Any thread. */
    public boolean flows() {
        return marketData && !refused;
    }

    /**
     * Whether it has vouched for so many seconds that every row is complete by it alone. Any thread.
     */
    public boolean isEstablished() {
        return established;
    }

    /** When the last frame arrived that proves the connection alive; null before the first. Any thread. */
    @Nullable
    public Instant provenAt() {
        return provenAt;
    }

    /** A message arrived. */
    void arrived(Received message) {
        context.counters().bytes.add(message.bytes().length);
        Verdict verdict = context.check().judge(message, codes);
        if (verdict instanceof Verdict.Usable usable) {
            MarketEvent event = usable.frame().event();
            context.counters().frame(event);
            context.view().show(event);
            ProducerRecord<@Nullable String, byte[]> record = context.records().frame(event, message, id);
            if (record.timestamp() != event.time().toEpochMilli()) {
                context.counters().beyondHorizon.increment();
            }
            write(record, message, ifLost(usable.frame()));
            prove(usable.frame(), message);
        } else if (verdict instanceof Verdict.Unasked unasked) {
            context.counters().unasked.increment();
            prove(unasked.frame(), message);
        } else if (verdict instanceof Verdict.FarAhead ahead) {
            if (!ahead.frame().snapshot()) {
                context.view().clock().frameFarAhead(ahead.frame().timestamp(), message.at());
            }
            coverage.farAhead(ahead.frame());
            quarantine(ahead.frame().event().symbol(), ClockDifference.FAR_AHEAD, message);
        } else if (verdict instanceof Verdict.Unusable unusable) {
            coverage.unreadable(unusable.label());
            quarantine(unusable.label().code(), unusable.reason(), message);
        } else if (verdict instanceof Verdict.Refusal refusal) {
            refused = true;
            context.counters().refusals.increment();
            LOG.atError()
                    .addKeyValue("feed", id)
                    .log(
                            "the exchange refused the request: {} {}",
                            refusal.failure().name(),
                            refusal.failure().message());
        }
    }

    /** The time is over within which every code should have brought a frame. */
    void reportUnserved() {
        if (ended) {
            return;
        }
        Set<String> news = context.view().unserved(unserved);
        if (!news.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("feed", id)
                    .log("the exchange sends nothing for {} (misspelt, delisted or new?)", news);
        }
    }

    /** Nothing more will arrive. */
    void end() {
        ended = true;
    }

    /** Takes Kafka's answers into account and writes the heartbeats that have become due. */
    void settle() {
        for (Answer answer = answers.poll(); answer != null; answer = answers.poll()) {
            unanswered--;
            if (answer.stored()) {
                coverage.acknowledged(answer.number());
            } else {
                coverage.failed(answer.number());
                answer.ifLost().run();
            }
        }
        List<Heartbeat> due = coverage.due();
        seconds += (int) due.stream().map(Heartbeat::second).distinct().count();
        established = seconds >= ESTABLISHED;
        for (Heartbeat heartbeat : due) {
            context.writer()
                    .write(
                            context.records()
                                    .heartbeat(heartbeat, context.clock().instant()),
                            failure -> {
                                if (failure == null) {
                                    context.counters().heartbeats.increment();
                                    context.view().acknowledged(heartbeat.symbol(), heartbeat.second());
                                }
                            });
        }
    }

    /** Holds no more of the frame than is needed: it is kept until Kafka has answered. */
    private Runnable ifLost(Frame.Market frame) {
        if (frame.event() instanceof Trade trade) {
            // A snapshot's trade is from before the connection, of which the gap before it takes care.
            return frame.snapshot() ? () -> {} : () -> watcher.lost(trade);
        }
        String symbol = frame.event().symbol();
        return frame.event() instanceof OrderBook ? () -> coverage.lostBook(symbol) : () -> {};
    }

    /** Whether every record was answered. */
    boolean isSettled() {
        return unanswered == 0;
    }

    /** Whether nothing more will happen. */
    boolean isDone() {
        return ended && isSettled();
    }

    private void prove(Frame.Market frame, Received message) {
        String symbol = frame.event().symbol();
        if (unserved.remove(symbol)) {
            context.view().served(symbol);
        }
        marketData = true;
        if (!frame.snapshot()) {
            context.view().clock().frame(frame.timestamp(), message.at());
        }
        coverage.frame(frame);
        Instant exchangeClock = coverage.exchangeClock();
        if (exchangeClock != null) {
            context.view().evidence(exchangeClock);
        }
        if (!frame.snapshot()) {
            provenAt = message.at();
        }
        watcher.frame(frame, message.at());
    }

    private void quarantine(@Nullable String symbol, String reason, Received message) {
        LOG.atTrace().addKeyValue("feed", id).log("quarantined a message: {}", reason);
        context.counters().quarantined(reason);
        write(context.records().quarantined(symbol, reason, message, id), message, () -> {});
    }

    /** The resampler counts on it that a message does not come later than a producer may hold it back. */
    private void write(ProducerRecord<@Nullable String, byte[]> record, Received message, Runnable ifLost) {
        long number = coverage.handedToKafka();
        unanswered++;
        Consumer<@Nullable Exception> answered = failure -> {
            answers.add(new Answer(number, failure == null, ifLost));
            wake.run();
        };
        if (message.at().plus(EventTimes.MAX_WAIT).isBefore(context.clock().instant())) {
            context.writer().giveUp(record, answered);
        } else {
            context.writer().write(record, answered);
        }
    }
}
