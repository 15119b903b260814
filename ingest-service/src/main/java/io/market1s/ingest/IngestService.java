package io.market1s.ingest;

import io.market1s.ingest.backfill.Backfill;
import io.market1s.ingest.exchange.ConnectPace;
import io.market1s.ingest.exchange.ExchangeClient;
import io.market1s.ingest.exchange.MarketList;
import io.market1s.ingest.exchange.TradeHistory;
import io.market1s.ingest.feed.Feed;
import io.market1s.ingest.feed.FeedIds;
import io.market1s.ingest.feed.Gaps;
import io.market1s.ingest.feed.Publishers;
import io.market1s.ingest.kafka.HeartbeatLog;
import io.market1s.ingest.kafka.RawRecords;
import io.market1s.ingest.kafka.RawWriter;
import io.market1s.ingest.status.ClockDifference;
import io.market1s.ingest.status.IngestCounters;
import io.market1s.ingest.status.LiveView;
import io.market1s.ingest.status.StatusReport;
import io.market1s.ingest.subscription.KeyFrames;
import io.market1s.ingest.subscription.MarketWatch;
import io.market1s.ingest.subscription.Subscriber;
import io.market1s.ingest.subscription.Subscribers;
import io.market1s.ingest.time.Backoff;
import io.market1s.ingest.time.IngestTimer;
import io.market1s.ingest.time.Timeouts;
import io.market1s.operations.Operations;
import io.market1s.operations.Resources;
import io.market1s.settings.InvalidSettingsException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running ingest: connections to the exchange, a publishing thread for each subscription, one Kafka producer. It runs
 * from {@link #start} until {@link #close()}, or until it fails. Thread-safe.
 */
public final class IngestService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IngestService.class);

    private static final Duration TIMER_TIMEOUT = Duration.ofSeconds(2);

    private final IngestSettings settings;
    private final List<String> firstCodes;
    private final Timeouts timeouts;
    private final Resources resources;
    private final ExchangeClient exchange;
    private final IngestCounters counters;
    private final LiveView view = new LiveView();
    private final IngestTimer timer = new IngestTimer(this::fail);
    private final Publishers publishers;
    private final Subscriber.Parts subscriberParts;
    private final Subscribers subscribers;
    private final @Nullable Backfill backfill;
    private final StatusReader status;
    private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
    private volatile boolean closed;

    /** What an ingest reaches the world by. */
    record Parts(
            ExchangeClient exchange,
            Producer<@Nullable String, byte[]> producer,
            HeartbeatLog heartbeatLog,
            MeterRegistry meters,
            InstantSource clock,
            Timeouts timeouts) {}

    /**
     * The parts, wired but not started.
     *
     * @param codes the markets to begin with
     * @param resources closed with the service, after what the service starts
     */
    IngestService(IngestSettings settings, List<String> codes, Parts parts, Resources resources) {
        this.settings = settings;
        this.firstCodes = List.copyOf(codes);
        this.timeouts = parts.timeouts();
        this.resources = resources;
        this.exchange = parts.exchange();
        this.counters = new IngestCounters(parts.meters());
        InstantSource clock = parts.clock();
        RawRecords records = new RawRecords(settings.history().horizon());
        RawWriter writer = new RawWriter(parts.producer(), counters, this::fail);
        ClockDifference clockDifference = new ClockDifference();
        FeedIds feedIds = new FeedIds(settings.replica(), clock.instant());
        Backfill.Parts backfillParts = new Backfill.Parts(
                new TradeHistory(exchange),
                parts.heartbeatLog(),
                records,
                writer,
                counters,
                view,
                timer,
                backoff(settings),
                clock,
                this::fail);
        this.backfill = settings.history().backfill().isZero()
                ? null
                : new Backfill(backfillParts, feedIds.next(), settings.history().backfill(), timeouts.restSettles());
        this.subscriberParts = new Subscriber.Parts(
                exchange,
                new ConnectPace(System::nanoTime),
                timer,
                feedIds,
                new Feed.Parts(settings.history().horizon(), records, writer, counters, view, clockDifference, clock),
                backfill == null ? Gaps.IGNORED : backfill,
                counters,
                settings.connections().pingInterval(),
                settings.connections().firstFrames());
        this.publishers = new Publishers(
                (long) settings.bufferMib() << 20,
                !settings.history().keyFrames().isZero(),
                System::nanoTime,
                this::fail);
        this.subscribers = new Subscribers(
                settings.connections().symbols(), settings.connections().pilot(), subscription -> {
                    Subscriber subscriber = new Subscriber(
                            subscription, publishers.forSubscription(), subscriberParts, backoff(settings));
                    subscriber.start();
                    return subscriber;
                });
        this.status = new StatusReader(counters, view, clockDifference, subscribers, clock);
    }

    /**
     * Starts an ingest: finds the markets, creates the topics, connects. Waits while the servers are not up. If the start
     * fails, whatever it had begun is closed.
     *
     * @param operations shows how it does; closed by its maker, later
     * @param clock ours: when frames are received
     * @throws InvalidSettingsException if a symbol is selected that the exchange does not have
     * @throws IllegalStateException if Kafka refuses the topics
     * @throws InterruptedException if interrupted while waiting
     */
    public static IngestService start(IngestSettings settings, Operations operations, InstantSource clock)
            throws InterruptedException {
        LOG.info("starting the ingest with {}", settings);
        return IngestStart.run(settings, new KafkaClients.OfBroker(settings, backoff(settings)), operations, clock);
    }

    /** Starts what was wired; each part that begins is closed with the service. */
    void begin() {
        if (backfill != null) {
            Thread thread = new Thread(backfill, "ingest-backfill");
            resources.add(() -> thread.join(timeouts.answers().toMillis()));
            thread.start();
        }
        resources.add(() -> publishers.stop(timeouts.answers()));
        List<Runnable> connecting = new ArrayList<>(List.of(subscribers::close));
        resources.add(() -> timer.closeWith(() -> connecting.forEach(Runnable::run), TIMER_TIMEOUT));
        if (backfill != null) {
            resources.add(backfill::stop);
        }
        if (!settings.history().keyFrames().isZero()) {
            KeyFrames keyFrames =
                    new KeyFrames(subscribers::subscriptions, publishers.forKeyFrames(), view, subscriberParts);
            connecting.add(keyFrames::close);
            timer.every(settings.history().keyFrames(), keyFrames::ask);
        }
        if (!settings.exchange().marketList().isZero()) {
            MarketWatch markets = new MarketWatch(
                    new MarketList(exchange), settings.exchange().symbols(), firstCodes, timer, subscribers::follow);
            timer.every(settings.exchange().marketList(), markets::look);
        }
        timer.every(settings.statusInterval(), status::log);
        timer.after(Duration.ZERO, () -> subscribers.follow(firstCodes));
    }

    /** What holds the frames that wait for Kafka. */
    Publishers publishers() {
        return publishers;
    }

    /** Whether it has been closed or cannot go on. */
    boolean hasEnded() {
        return end.isDone();
    }

    /** How it does now; also after the close. */
    public IngestStatus status() {
        return status.read();
    }

    /**
     * Waits until it has been closed.
     *
     * @throws IllegalStateException with the cause, as soon as it cannot go on; it is still to be closed
     */
    public void join() {
        try {
            end.join();
        } catch (CompletionException e) {
            throw new IllegalStateException("the ingest cannot go on", e.getCause());
        }
    }

    /**
     * Stops reading, writes what was received and the heartbeats that it proves, and ends, within some seconds even if
     * Kafka is away; what Kafka has not taken by then is lost and has no heartbeats.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        LOG.info("stopping the ingest");
        resources.close();
        if (Thread.currentThread().isInterrupted()) {
            LOG.warn("interrupted while stopping: what Kafka has not taken is lost");
        }
        LOG.info("stopped: {}", StatusReport.totals(counters.snapshot()));
        end.complete(null);
    }

    private void fail(Throwable cause) {
        // While stopping, a producer that is closed under a waiting thread is expected.
        if (!closed && end.completeExceptionally(cause)) {
            LOG.error("the ingest cannot go on", cause);
        }
    }

    static Backoff backoff(IngestSettings settings) {
        return new Backoff(
                settings.connections().reconnectMin(),
                settings.connections().reconnectMax(),
                RandomGenerator.getDefault());
    }
}
