package io.market1s.local.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.market1s.simulator.frame.FrameType;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The course of an {@link IngestRun}: its processes, and what is done to them. For one thread. */
final class IngestStage implements AutoCloseable {
    private static final List<String> REPLICAS = List.of("ingest-0", "ingest-1");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** What the exchange limits takes its time: the trades of minutes come at ten requests a second, for both replicas. */
    private static final Duration SETTLING = Duration.ofMinutes(8);
    /** So long after its time a frame may come. */
    private static final Duration LATEST = Duration.ofMillis(400);
    /** So long after it was asked for the first data may come. */
    private static final Duration FIRST_DATA = Duration.ofMillis(350);

    private static final Logger LOG = LoggerFactory.getLogger(IngestStage.class);

    private final IngestRun run;
    private final DrillPipeline pipeline;
    private final HeartbeatWatch watch;
    private final Random random;
    private final List<String> symbols;
    private final DrillTable table;
    private final Map<String, ServiceProcess> running = new HashMap<>();

    IngestStage(IngestRun run, DrillPipeline pipeline, HeartbeatWatch watch) {
        this.run = run;
        random = new Random(run.seed());
        this.pipeline = pipeline;
        this.watch = watch;
        symbols = pipeline.exchange().symbols();
        table = new DrillTable(pipeline.servers(), pipeline.exchange().tally());
    }

    IngestRun.Outcome play() throws Exception {
        for (String replica : REPLICAS) {
            start(replica);
        }
        REPLICAS.forEach(this::awaitVouching);
        Instant from = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        long framesBefore = framesMade();

        upgrade();
        Instant upgraded = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Map<String, Integer> struck = makeTrouble();
        Instant calm = Instant.now();
        double framesPerSecond = (framesMade() - framesBefore)
                * 1000.0
                / Duration.between(from, calm).toMillis();
        REPLICAS.forEach(this::awaitVouching);
        Instant settledTo = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        awaitEveryTradeCounted(from, settledTo);
        Duration settled = Duration.between(calm, Instant.now());
        LOG.info("settled after {}", settled);

        Uncovered gap = leaveAlone();
        Instant to = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        awaitEveryTradeCounted(from, to);
        stop(REPLICAS.get(0));
        return new IngestRun.Outcome(
                framesPerSecond,
                struck,
                table.incomplete(from, upgraded.minusSeconds(1)),
                table.incomplete(upgraded, settledTo).size(),
                held(),
                settled,
                new Uncovered(
                        gap.first(), gap.last(), table.incomplete(gap.first().minusSeconds(10), to)),
                pipeline.verify());
    }

    /** Both in order, one after the other; then one loses its life. */
    private void upgrade() throws Exception {
        for (String replica : REPLICAS) {
            stop(replica);
            start(replica);
            awaitVouching(replica);
        }
        kill(REPLICAS.get(0));
        start(REPLICAS.get(0));
        awaitVouching(REPLICAS.get(0));
    }

    private Map<String, Integer> makeTrouble() throws Exception {
        try (Trouble trouble = Trouble.start(pipeline.exchange().faults(), random)) {
            for (int i = 0; i < run.kills(); i++) {
                Instant next = Instant.now().plus(run.killEvery());
                boolean withoutBroker = i == run.kills() / 2;
                Instant back = Instant.now().plus(run.brokerAway());
                long heldBefore = held();
                if (withoutBroker) {
                    LOG.info("the broker stops");
                    // What the exchange sends has to fill the ingests' buffers.
                    trouble.suspend();
                    pipeline.servers().kafka().stop();
                    next = back.plus(run.killEvery());
                }
                String victim = REPLICAS.get(random.nextInt(REPLICAS.size()));
                Punctuation.awaitMoment(Instant.now().plusMillis(random.nextInt(4_000)));
                kill(victim);
                Punctuation.awaitMoment(Instant.now().plusMillis(random.nextInt(3_000)));
                start(victim);
                if (withoutBroker) {
                    Punctuation.awaitMoment(back);
                    await().atMost(PATIENCE).until(() -> held() > heldBefore);
                    trouble.resume();
                    pipeline.servers().kafka().start();
                    LOG.info("the broker is back");
                }
                Punctuation.awaitMoment(next);
            }
            return trouble.struck();
        }
    }

    private Uncovered leaveAlone() throws Exception {
        String only = REPLICAS.get(0);
        stop(REPLICAS.get(1));
        awaitVouching(only);
        Instant killed = kill(only);
        Punctuation.awaitMoment(killed.plus(run.alone()));
        start(only);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !pipeline.exchange().faults().connections().isEmpty());
        Instant first = killed.minus(LATEST).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        Instant last =
                Instant.now().plus(FIRST_DATA).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        awaitVouching(only);
        // So that nothing of the gap is still open.
        awaitVouching(only);
        return new Uncovered(first, last, List.of());
    }

    private void start(String replica) throws Exception {
        LOG.info("{} starts", replica);
        running.put(replica, pipeline.ingest(replica));
    }

    private void stop(String replica) throws Exception {
        LOG.info("{} is asked to stop", replica);
        try (ServiceProcess process = running.remove(replica)) {
            assertThat(process.isAlive()).as(replica).isTrue();
            process.stop();
            assertThat(process.exitStatus(PATIENCE)).as("stopped by SIGTERM").isEqualTo(128 + 15);
        }
    }

    private Instant kill(String replica) {
        ServiceProcess process = running.remove(replica);
        assertThat(process.isAlive()).as(replica).isTrue();
        Instant killed = process.kill();
        LOG.info("{} is killed", replica);
        return killed;
    }

    private void awaitVouching(String replica) {
        Instant moment = Instant.now();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .failFast(replica + " ended by itself", () -> !process(replica).isAlive())
                .until(() -> watch.vouchedAfter(replica, symbols, moment));
    }

    private void awaitEveryTradeCounted(Instant from, Instant to) {
        await().atMost(SETTLING)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(table.faults(symbols, from, to)).isEmpty());
    }

    private ServiceProcess process(String replica) {
        return Objects.requireNonNull(running.get(replica), replica);
    }

    private long held() throws IOException {
        long held = 0;
        for (String replica : REPLICAS) {
            held += pipeline.output(replica)
                    .lines()
                    .filter(line -> line.contains("Kafka is not keeping up"))
                    .count();
        }
        return held;
    }

    private long framesMade() {
        return Arrays.stream(FrameType.values())
                .mapToLong(pipeline.exchange().tally()::frames)
                .sum();
    }

    @Override
    public void close() {
        running.values().forEach(ServiceProcess::close);
    }
}
