package io.market1s.ingest;

import io.market1s.ingest.backfill.Backfill;
import io.market1s.ingest.exchange.ConnectPace;
import io.market1s.ingest.exchange.ExchangeClient;
import io.market1s.ingest.exchange.MarketList;
import io.market1s.ingest.exchange.TradeHistory;
import io.market1s.ingest.feed.FeedContext;
import io.market1s.ingest.feed.FeedIds;
import io.market1s.ingest.feed.FrameCheck;
import io.market1s.ingest.feed.Gaps;
import io.market1s.ingest.feed.Publishers;
import io.market1s.ingest.kafka.HeartbeatLog;
import io.market1s.ingest.kafka.ProducerSettings;
import io.market1s.ingest.kafka.RawRecords;
import io.market1s.ingest.kafka.RawWriter;
import io.market1s.ingest.status.ClockWatch;
import io.market1s.ingest.status.IngestCounters;
import io.market1s.ingest.status.LiveView;
import io.market1s.ingest.status.StatusReport;
import io.market1s.ingest.subscription.KeyFrames;
import io.market1s.ingest.subscription.MarketWatch;
import io.market1s.ingest.subscription.Subscriber;
import io.market1s.ingest.subscription.Subscribers;
import io.market1s.ingest.time.Backoff;
import io.market1s.ingest.time.IngestTimer;
import io.market1s.ingest.time.Waits;
import io.market1s.operations.Operations;
import io.market1s.settings.InvalidSettingsException;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;
import okhttp3.OkHttpClient;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running ingest: connections to the exchange, a publishing thread for each subscription, one Kafka producer. It runs
 * from {@link #start} until {@link #close()}, or until it fails. Thread-safe.
 */
public final class IngestService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IngestService.class);

    private static final Duration TIMER_PATIENCE = Duration.ofSeconds(2);
    private static final Duration PRODUCER_PATIENCE = Duration.ofSeconds(5);

    private final List<String> firstCodes;
    private final Waits waits;
    private final InstantSource clock;
    private final OkHttpClient client;
    private final Producer<@Nullable String, byte[]> producer;
    private final IngestCounters counters = new IngestCounters();
    private final LiveView view = new LiveView();
    private final ClockWatch clockWatch = new ClockWatch(view.clock());
    private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
    private final IngestTimer timer = new IngestTimer(this::fail);
    private final Publishers publishers;
    private final Subscribers subscribers;
    private final @Nullable KeyFrames keyFrames;
    private final @Nullable Backfill backfill;
    private final @Nullable Thread backfillThread;
    private volatile boolean closed;

    /** The parts, wired but not started. */
    IngestService(
            IngestSettings settings,
            List<String> codes,
            OkHttpClient client,
            Producer<@Nullable String, byte[]> producer,
            HeartbeatLog heartbeatLog,
            InstantSource clock,
            Waits waits) {
        this.waits = waits;
        this.clock = clock;
        this.firstCodes = List.copyOf(codes);
        this.client = client;
        this.producer = producer;
        FeedContext context = new FeedContext(
                settings.history().horizon(),
                new FrameCheck(),
                new RawRecords(settings.history().horizon()),
                new RawWriter(producer, counters, this::fail),
                counters,
                view,
                clock);
        FeedIds feedIds = new FeedIds(settings.replica(), clock.instant());
        backfill = settings.history().backfill().isZero()
                ? null
                : new Backfill(new Backfill.Parts(
                        context,
                        new TradeHistory(client, settings.exchange().restUrl(), clock),
                        heartbeatLog,
                        timer,
                        backoff(settings),
                        settings.history().backfill(),
                        waits.restSettles(),
                        feedIds.next(),
                        this::fail));
        backfillThread = backfill == null ? null : new Thread(backfill, "ingest-backfill");
        Subscriber.Wiring wiring = new Subscriber.Wiring(
                client,
                settings.exchange().webSocketUrl(),
                timer,
                new ConnectPace(System::nanoTime),
                feedIds,
                backfill == null ? Gaps.IGNORED : backfill,
                System::nanoTime,
                settings.connections().pingInterval(),
                settings.connections().firstFrames());
        publishers = new Publishers(
                (long) settings.bufferMib() << 20,
                !settings.history().keyFrames().isZero(),
                this::fail);
        subscribers = new Subscribers(
                settings.connections().symbols(), settings.connections().pilot(), subscription -> {
                    Subscriber subscriber = new Subscriber(
                            subscription, publishers.forSubscription(), context, wiring, backoff(settings));
                    subscriber.start();
                    return subscriber;
                });
        if (settings.history().keyFrames().isZero()) {
            keyFrames = null;
        } else {
            KeyFrames asking = new KeyFrames(subscribers::subscriptions, publishers.forKeyFrames(), context, wiring);
            keyFrames = asking;
            timer.every(settings.history().keyFrames(), asking::ask);
        }
        if (!settings.exchange().marketList().isZero()) {
            MarketWatch markets = new MarketWatch(
                    new MarketList(client, settings.exchange().restUrl()),
                    settings.exchange().symbols(),
                    codes,
                    timer,
                    subscribers::follow);
            timer.every(settings.exchange().marketList(), markets::look);
        }
        timer.every(settings.statusInterval(), this::logStatus);
    }

    /**
     * Starts an ingest: finds the markets, creates the topics, connects. Waits while the servers are not up.
     *
     * @param operations shows how it does; closed by its maker, later
     * @param clock ours: when frames are received
     * @throws InvalidSettingsException if a symbol is selected that the exchange does not have
     * @throws IllegalStateException if Kafka refuses the topics
     * @throws InterruptedException if interrupted while waiting; nothing is left running
     */
    public static IngestService start(IngestSettings settings, Operations operations, InstantSource clock)
            throws InterruptedException {
        LOG.info("starting the ingest with {}", settings);
        OkHttpClient client = ExchangeClient.create(settings.connections().pingInterval());
        boolean started = false;
        try {
            Startup startup = new Startup(settings, backoff(settings));
            List<String> codes = startup.codes(client);
            startup.topics();
            KafkaProducer<@Nullable String, byte[]> producer = new KafkaProducer<>(
                    ProducerSettings.producer(settings.kafka()), new StringSerializer(), new ByteArraySerializer());
            IngestService service = new IngestService(
                    settings,
                    codes,
                    client,
                    producer,
                    new HeartbeatLog(() -> HeartbeatLog.consumer(settings.kafka())),
                    clock,
                    Waits.DEFAULT);
            service.begin();
            operations.bind(new KafkaClientMetrics(producer));
            operations.bind(new IngestMetrics(service, clock));
            operations.watch(new IngestHealth(service::status, service.end::isDone, clock));
            started = true;
            return service;
        } finally {
            if (!started) {
                ExchangeClient.close(client);
            }
        }
    }

    void begin() {
        if (backfillThread != null) {
            backfillThread.start();
        }
        timer.after(Duration.ZERO, () -> subscribers.follow(firstCodes));
    }

    /** How it does now; also after the close. */
    public IngestStatus status() {
        Set<String> codes = subscribers.codes();
        Set<String> unserved = view.unserved();
        unserved.retainAll(codes);
        Map<String, Instant> heartbeats = view.heartbeats();
        heartbeats.keySet().retainAll(codes);
        return new IngestStatus(
                counters.snapshot(),
                codes,
                unserved,
                subscribers.status(),
                Optional.ofNullable(view.evidence()),
                view.clock().over(clock.instant()),
                heartbeats);
    }

    /** What holds the frames that wait for Kafka. */
    Publishers publishers() {
        return publishers;
    }

    /** What it counts. */
    public IngestCounters counters() {
        return counters;
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
        try {
            if (backfill != null) {
                backfill.stop();
            }
            timer.closeWith(this::closeConnections, TIMER_PATIENCE);
            publishers.stop(waits.answers());
            if (backfillThread != null) {
                backfillThread.join(waits.answers().toMillis());
            }
        } catch (InterruptedException e) {
            LOG.warn("interrupted while stopping: what Kafka has not taken is lost");
            Thread.currentThread().interrupt();
        }
        ExchangeClient.close(client);
        producer.close(Thread.currentThread().isInterrupted() ? Duration.ZERO : PRODUCER_PATIENCE);
        LOG.info("stopped: {}", StatusReport.totals(counters.snapshot()));
        end.complete(null);
    }

    private void closeConnections() {
        subscribers.close();
        if (keyFrames != null) {
            keyFrames.close();
        }
    }

    private void fail(Throwable cause) {
        // While stopping, a producer that is closed under a waiting thread is expected.
        if (!closed && end.completeExceptionally(cause)) {
            LOG.error("the ingest cannot go on", cause);
        }
    }

    private void logStatus() {
        StatusReport.symbols(subscribers.codes().stream().sorted().toList(), view)
                .forEach(LOG::info);
        Instant now = clock.instant();
        LOG.info(
                "{} {}",
                StatusReport.totals(counters.snapshot()),
                StatusReport.clock(view.clock().over(now)));
        clockWatch.look(now);
    }

    private static Backoff backoff(IngestSettings settings) {
        return new Backoff(
                settings.connections().reconnectMin(),
                settings.connections().reconnectMax(),
                RandomGenerator.getDefault());
    }
}
