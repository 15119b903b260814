package io.market1s.drill.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.market1s.testing.ServiceProcess;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ingest processes of a drill that run, and the waits for their heartbeats. For one thread. */
final class Replicas implements AutoCloseable {
    static final List<String> NAMES = List.of("ingest-0", "ingest-1");

    /** Longer than the longest pause before a reconnect and the start of a process together. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Logger LOG = LoggerFactory.getLogger(Replicas.class);

    private final DrillPipeline pipeline;
    private final HeartbeatWatch watch;
    private final List<String> symbols;
    private final Map<String, ServiceProcess> running = new HashMap<>();

    Replicas(DrillPipeline pipeline, HeartbeatWatch watch) {
        this.pipeline = pipeline;
        this.watch = watch;
        symbols = pipeline.exchange().symbols();
    }

    void start(String replica) throws Exception {
        LOG.info("{} starts", replica);
        running.put(replica, pipeline.ingest(replica));
    }

    void stop(String replica) throws Exception {
        LOG.info("{} is asked to stop", replica);
        try (ServiceProcess process = process(replica)) {
            running.remove(replica);
            assertThat(process.isAlive()).as(replica).isTrue();
            process.stop();
            assertThat(process.exitStatus(PATIENCE)).as("stopped by SIGTERM").isEqualTo(128 + 15);
        }
    }

    void kill(String replica) {
        ServiceProcess process = process(replica);
        running.remove(replica);
        assertThat(process.isAlive()).as(replica).isTrue();
        process.kill();
        LOG.info("{} is killed", replica);
    }

    /** Waits until a new replica covers, and the others have written heartbeats of a second that it covers too. */
    Instant awaitOverlap(String newOne) {
        awaitVouching(newOne, Instant.now());
        return awaitAllVouching();
    }

    /**
     * Waits until all replicas that run have written heartbeats of a second that is not over yet.
     *
     * @return the second before: it and the next are vouched for by each of them that covered them
     */
    Instant awaitAllVouching() {
        Instant moment = Instant.now();
        running.keySet().forEach(replica -> awaitVouching(replica, moment));
        return moment.truncatedTo(ChronoUnit.SECONDS);
    }

    private void awaitVouching(String replica, Instant moment) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .failFast(replica + " ended by itself", () -> !process(replica).isAlive())
                .until(() -> watch.vouchedAfter(replica, symbols, moment));
    }

    /** How often a replica stopped reading because Kafka did not take more. */
    long held(String replica) throws IOException {
        return pipeline.output(replica)
                .lines()
                .filter(line -> line.contains("Kafka is not keeping up"))
                .count();
    }

    private ServiceProcess process(String replica) {
        return Objects.requireNonNull(running.get(replica), replica);
    }

    @Override
    public void close() {
        running.values().forEach(ServiceProcess::close);
    }
}
