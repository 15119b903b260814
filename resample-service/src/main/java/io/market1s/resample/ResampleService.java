package io.market1s.resample;

import io.market1s.data.topic.TopicSetup;
import io.market1s.data.topic.Topics;
import io.market1s.operations.Operations;
import io.market1s.operations.Resources;
import io.market1s.resample.sink.SinkWatch;
import io.market1s.resample.stream.BarOutput;
import io.market1s.resample.stream.LogEndsPoller;
import io.market1s.resample.stream.ResampleTopology;
import io.market1s.settings.TopicLayout;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running resampler. Started once, closed once; a stream thread that dies stops it, and {@link #awaitStopped} says
 * why, so that the process can end and be started anew. Thread-safe.
 */
public final class ResampleService implements AutoCloseable {
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(ResampleService.class);

    private final Resources resources;
    private final KafkaStreams streams;
    private final ResampleHealth health;
    private final ResampleMetrics metrics;
    private final AtomicReference<Throwable> death = new AtomicReference<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    /** Creates what is not there yet. */
    interface MissingTopics {
        void create(Admin admin, TopicLayout layout) throws InterruptedException;
    }

    private ResampleService(
            Resources resources,
            LogEndsPoller logEnds,
            ResampleSettings settings,
            Operations operations,
            InstantSource clock) {
        this.resources = resources;
        this.metrics =
                new ResampleMetrics(operations.registry(), settings.topics().partitions(), clock);
        this.health = new ResampleHealth(this::state, this::partitions, metrics::task, clock);
        Topology topology = ResampleTopology.build(
                settings.rules(), settings.topics().partitions(), BarOutput.LIVE, logEnds, metrics);
        this.streams = new KafkaStreams(topology, StreamsConfiguration.of(settings));
        resources.add(this::stopStreams);
        streams.setGlobalStateRestoreListener(new RestoreMetrics(operations.registry()));
        operations.bind(new KafkaStreamsMetrics(streams));
        streams.setUncaughtExceptionHandler(exception -> {
            death.compareAndSet(null, exception);
            LOG.error("a stream thread died; stopping", exception);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.setStateListener((now, before) -> {
            LOG.info("resampler is {}", now);
            if (now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING) {
                finish();
            }
        });
    }

    /**
     * Creates what topics are missing and starts to resample.
     *
     * @param operations shows how it does; closed by its maker, later
     * @throws IllegalStateException if Kafka cannot be reached or its topics do not fit
     */
    public static ResampleService start(ResampleSettings settings, Operations operations, InstantSource clock)
            throws InterruptedException {
        return start(settings, operations, clock, (admin, layout) -> new TopicSetup(admin)
                .ensure(Topics.all(layout.rawRetention()), layout.partitions(), layout.replication()));
    }

    static ResampleService start(
            ResampleSettings settings, Operations operations, InstantSource clock, MissingTopics topics)
            throws InterruptedException {
        LOG.info("starting with {}", settings.effective());
        Resources resources = new Resources();
        try {
            Admin admin = resources.add(Admin.create(Map.copyOf(settings.kafka())));
            TopicLayout layout = settings.topics();
            topics.create(admin, layout);
            LogEndsPoller logEnds = resources.add(new LogEndsPoller(
                    admin,
                    settings.application().id(),
                    layout.partitions(),
                    settings.rules().grace(),
                    clock));
            ResampleService service = new ResampleService(resources, logEnds, settings, operations, clock);
            logEnds.start();
            service.streams.start();
            settings.connect().ifPresent(url -> {
                SinkWatch sink = resources.add(new SinkWatch(admin, url, settings.sink(), layout.partitions()));
                operations.bind(sink);
                sink.start();
            });
            operations.watch(service.health);
            return service;
        } catch (RuntimeException | InterruptedException e) {
            resources.close();
            throw e;
        }
    }

    /** Whether all threads run and nothing is being restored or moved. */
    public boolean isRunning() {
        return state() == KafkaStreams.State.RUNNING;
    }

    /** Whether bars wait to be emitted again, as far as the tasks of this process have said. */
    public boolean hasCorrections() {
        return partitions().stream().map(metrics::task).anyMatch(state -> state != null && state.correctionsLeft());
    }

    /**
     * Waits until the service has stopped.
     *
     * @throws IllegalStateException with the cause if it was not {@link #close} that stopped it
     */
    public void awaitStopped() throws InterruptedException {
        try {
            stopped.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the resampler died: " + e.getCause(), e.getCause());
        }
    }

    /** Commits what is done and stops; a second call does nothing. */
    @Override
    public void close() {
        resources.close();
        finish();
    }

    private void stopStreams() {
        if (!streams.close(CLOSE_PATIENCE)) {
            LOG.warn("did not stop within {}; what was not committed is done again at the next start", CLOSE_PATIENCE);
        }
    }

    private KafkaStreams.State state() {
        return streams.state();
    }

    private Set<Integer> partitions() {
        return streams.metadataForLocalThreads().stream()
                .flatMap(thread -> thread.activeTasks().stream())
                .map(task -> task.taskId().partition())
                .collect(Collectors.toSet());
    }

    private void finish() {
        Throwable cause = death.get();
        if (cause == null) {
            stopped.complete(null);
        } else {
            stopped.completeExceptionally(cause);
        }
    }
}
