package io.market1s.ingest;

import io.market1s.ingest.rest.TradeHistory;
import io.market1s.operations.Operations;
import io.market1s.settings.InvalidSettingsException;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
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

    /** The part of the buffer that is kept for key frames, so that their burst never pushes a live connection out. */
    private static final int SNAPSHOT_SHARE = 8;

    private static final Duration TIMER_PATIENCE = Duration.ofSeconds(2);
    private static final Duration PRODUCER_PATIENCE = Duration.ofSeconds(5);

    private final List<String> codes;
    private final Waits waits;
    private final OkHttpClient client;
    private final Producer<@Nullable String, byte[]> producer;
    private final IngestCounters counters = new IngestCounters();
    private final LiveView view = new LiveView();
    private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
    private final IngestTimer timer = new IngestTimer(this::fail);
    private final List<Publisher> publishers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Subscriber> subscribers = new ArrayList<>();
    private final @Nullable KeyFrames keyFrames;
    private final @Nullable Backfill backfill;
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
        this.codes = List.copyOf(codes);
        this.client = client;
        this.producer = producer;
        FeedContext context = new FeedContext(
                settings.horizon(),
                new FrameCheck(),
                new RawRecords(settings.horizon()),
                new RawWriter(producer, counters, this::fail),
                counters,
                view,
                clock);
        FeedIds feedIds = new FeedIds(settings.replica(), clock.instant());
        backfill = settings.backfill().isZero()
                ? null
                : new Backfill(new Backfill.Parts(
                        context,
                        new TradeHistory(client, settings.restUrl(), clock),
                        heartbeatLog,
                        timer,
                        backoff(settings),
                        settings.backfill(),
                        waits.restSettles(),
                        feedIds.next(),
                        this::fail));
        if (backfill != null) {
            threads.add(new Thread(backfill, "ingest-backfill"));
        }
        Subscriber.Wiring wiring = new Subscriber.Wiring(
                client,
                settings.webSocketUrl(),
                timer,
                new ConnectPace(System::nanoTime),
                feedIds,
                backfill == null ? Gaps.IGNORED : backfill,
                System::nanoTime,
                settings.pingInterval(),
                settings.firstFrames());
        List<Subscription> subscriptions =
                Subscription.spread(codes, settings.symbolsPerConnection(), settings.pilot());
        long bytes = (long) settings.bufferMib() << 20;
        long snapshotBytes = settings.keyFrames().isZero() ? 0 : bytes / SNAPSHOT_SHARE;
        for (Subscription subscription : subscriptions) {
            Publisher publisher = publisher(
                    "ingest-publisher-" + (publishers.size() + 1), (bytes - snapshotBytes) / subscriptions.size());
            subscribers.add(new Subscriber(subscription, publisher, context, wiring, backoff(settings)));
        }
        if (settings.keyFrames().isZero()) {
            keyFrames = null;
        } else {
            keyFrames = new KeyFrames(subscriptions, publisher("ingest-key-frames", snapshotBytes), context, wiring);
            timer.every(settings.keyFrames(), keyFrames::ask);
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
        OkHttpClient client = ExchangeClient.create(settings.pingInterval());
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
        threads.forEach(Thread::start);
        subscribers.forEach(Subscriber::start);
    }

    /** How it does now; also after the close. */
    public IngestStatus status() {
        return new IngestStatus(
                counters.snapshot(),
                Set.copyOf(codes),
                view.unserved(),
                subscribers.stream().map(Subscriber::status).toList(),
                Optional.ofNullable(view.evidence()),
                view.heartbeats());
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
            publishers.forEach(publisher -> publisher.stop(waits.answers()));
            long deadline = System.nanoTime() + waits.answers().toNanos();
            for (Thread thread : threads) {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
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
        subscribers.forEach(Subscriber::close);
        if (keyFrames != null) {
            keyFrames.close();
        }
    }

    private Publisher publisher(String name, long bufferBytes) {
        Publisher publisher = new Publisher(new Mailbox(bufferBytes), System::nanoTime, this::fail);
        publishers.add(publisher);
        threads.add(new Thread(publisher, name));
        return publisher;
    }

    private void fail(Throwable cause) {
        // While stopping, a producer that is closed under a waiting thread is expected.
        if (!closed && end.completeExceptionally(cause)) {
            LOG.error("the ingest cannot go on", cause);
        }
    }

    private void logStatus() {
        StatusReport.symbols(codes, view).forEach(LOG::info);
        LOG.info(StatusReport.totals(counters.snapshot()));
    }

    private static Backoff backoff(IngestSettings settings) {
        return new Backoff(settings.reconnectMin(), settings.reconnectMax(), RandomGenerator.getDefault());
    }
}
