package io.market1s.resample.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.market1s.operations.BoundedHttp;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every few seconds how the sink does: its tasks at Kafka Connect's REST interface, its progress and its dead
 * letters in Kafka. Beside the resampler, because it has the client for Kafka and the rights, and needs no further
 * process; every instance sees the same. Looks from {@link #start} to {@link #close}, on a thread of its own; its meters
 * know nothing before the first look.
 */
public final class SinkWatch implements MeterBinder, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SinkWatch.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LONGEST_ANSWER = 1 << 20;
    private static final List<String> STATES =
            List.of("running", "failed", "paused", "stopped", "unassigned", "restarting");

    private final Admin admin;
    private final String connector;
    private final int partitions;
    private final HttpRequest question;
    private final BoundedHttp http = new BoundedHttp(PATIENCE, LONGEST_ANSWER);
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread looking = new Thread(task, "sink-watch");
        looking.setDaemon(true);
        return looking;
    });
    private final AtomicReference<String> trouble = new AtomicReference<>("");
    private volatile @Nullable ConnectorStatus status;
    private volatile @Nullable SinkProgress progress;

    /**
     * A watch that does not look yet.
     *
     * @param admin used, not closed
     * @param connectUrl of Kafka Connect's REST interface, {@code http://connect:8083}
     * @param connector its name, which also names its consumer group
     * @param partitions of each topic
     */
    public SinkWatch(Admin admin, URI connectUrl, String connector, int partitions) {
        this.admin = admin;
        this.connector = connector;
        this.partitions = partitions;
        this.question = HttpRequest.newBuilder(connectUrl.resolve("/connectors/" + connector + "/status"))
                .build();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("market1s.sink.up", () -> status == null ? 0 : 1)
                .description("1 if Kafka Connect answers and has the sink, else 0.")
                .register(registry);
        Gauge.builder("market1s.sink.connector.running", () -> isRunning(status) ? 1 : 0)
                .description("1 if the sink's connector, apart from its tasks, is running, else 0.")
                .register(registry);
        for (String state : STATES) {
            Gauge.builder("market1s.sink.tasks", () -> tasks(status, state))
                    .description("The sink's tasks by state.")
                    .tag("state", state)
                    .register(registry);
        }
        FunctionCounter.builder("market1s.sink.offsets", this, watch -> value(watch.progress, SinkProgress::done))
                .description("Offsets of market_1s that the sink has written; the end of a transaction takes one too.")
                .register(registry);
        Gauge.builder("market1s.sink.lag.records", () -> value(progress, SinkProgress::left))
                .description("Offsets of market_1s that the sink has not written yet.")
                .register(registry);
        FunctionCounter.builder(
                        "market1s.sink.dead.letters", this, watch -> value(watch.progress, SinkProgress::deadLetters))
                .description("Records that the sink could not use.")
                .register(registry);
    }

    /** Begins to look. */
    public void start() {
        ScheduledFuture<?> unused =
                thread.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    void look() {
        try {
            String connectTrouble = lookAtConnect();
            progress = SinkProgress.ask(admin, "connect-" + connector, partitions);
            tell(connectTrouble);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            tell("Kafka does not tell how far it has come: " + e);
        }
    }

    /** What is wrong; empty if nothing is. */
    private String lookAtConnect() throws InterruptedException {
        try {
            HttpResponse<byte[]> answer = http.ask(question);
            String said = new String(answer.body(), UTF_8);
            if (answer.statusCode() != 200) {
                status = null;
                return question.uri() + " answers " + answer.statusCode() + " " + said;
            }
            ConnectorStatus seen = ConnectorStatus.parse(said);
            status = seen;
            return isRunning(seen) && seen.tasks().stream().allMatch("running"::equals) ? "" : seen.toString();
        } catch (IOException e) {
            status = null;
            return question.uri() + " does not answer: " + e;
        }
    }

    /** Once for each trouble, not every few seconds. */
    private void tell(String now) {
        if (now.equals(trouble.getAndSet(now))) {
            return;
        }
        if (now.isEmpty()) {
            LOG.info("the sink is well again");
        } else {
            LOG.warn("the sink is not well: {}", now);
        }
    }

    private static boolean isRunning(@Nullable ConnectorStatus seen) {
        return seen != null && seen.connector().equals("running");
    }

    private static double tasks(@Nullable ConnectorStatus seen, String state) {
        return seen == null ? 0 : seen.tasks().stream().filter(state::equals).count();
    }

    private static double value(@Nullable SinkProgress seen, ToLongFunction<SinkProgress> part) {
        return seen == null ? Double.NaN : part.applyAsLong(seen);
    }
}
