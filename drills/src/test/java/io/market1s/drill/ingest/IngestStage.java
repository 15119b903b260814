package io.market1s.drill.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.market1s.drill.table.DrillTable;
import io.market1s.drill.time.Punctuation;
import io.market1s.resample.verify.Verification;
import io.market1s.simulator.fault.Faults;
import io.market1s.simulator.frame.FrameType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The course of an {@link IngestRun}: what is done to its processes, the exchange and the broker. For one thread. */
final class IngestStage implements AutoCloseable {
    private static final String ONLY = Replicas.NAMES.get(0);
    /** The exchange allows ten requests a second for both replicas, so fetching the trades of minutes takes long. */
    private static final Duration SETTLING = Duration.ofMinutes(8);

    private static final Logger LOG = LoggerFactory.getLogger(IngestStage.class);

    private final IngestRun run;
    private final DrillPipeline pipeline;
    private final Random random;
    private final List<String> symbols;
    private final DrillTable table;
    private final Replicas replicas;

    IngestStage(IngestRun run, DrillPipeline pipeline, HeartbeatWatch watch) {
        this.run = run;
        random = new Random(run.seed());
        this.pipeline = pipeline;
        symbols = pipeline.exchange().symbols();
        table = new DrillTable(pipeline.servers(), pipeline.exchange().tally());
        replicas = new Replicas(pipeline, watch);
    }

    IngestRun.Outcome play() throws Exception {
        for (String replica : Replicas.NAMES) {
            replicas.start(replica);
        }
        replicas.awaitAllVouching();
        Instant from = secondOf(Instant.now());
        long framesBefore = framesMade();

        Instant upgraded = upgrade();
        Map<String, Integer> struck = makeTrouble();
        Instant calm = Instant.now();
        double framesPerSecond = (framesMade() - framesBefore)
                * 1000.0
                / Duration.between(from, calm).toMillis();
        replicas.awaitAllVouching();
        Instant settledTo = secondOf(Instant.now());
        awaitEveryTradeCounted(from, settledTo);
        Duration settled = Duration.between(calm, Instant.now());
        LOG.info("settled after {}", settled);

        CoverageGap gap = leaveAlone();
        Instant to = replicas.awaitAllVouching();
        awaitEveryTradeCounted(from, to);
        replicas.stop(ONLY);
        // The verification waits until the table has all corrections. Every second belongs to one act.
        Verification.Outcome verified = pipeline.verify();
        return new IngestRun.Outcome(
                framesPerSecond,
                struck,
                table.incomplete(from, upgraded),
                table.incomplete(upgraded.plusSeconds(1), settledTo).size(),
                replicas.held(Replicas.NAMES.get(0)) + replicas.held(Replicas.NAMES.get(1)),
                settled,
                gap.as(table.incomplete(settledTo.plusSeconds(1), to)),
                verified);
    }

    /**
     * Stops and starts both in order, one after the other; then kills one.
     *
     * @return the last second of which it is known that it was seen whole if one of them was always there
     */
    private Instant upgrade() throws Exception {
        for (String replica : Replicas.NAMES) {
            replicas.stop(replica);
            replicas.start(replica);
            replicas.awaitOverlap(replica);
        }
        String killed = Replicas.NAMES.get(0);
        replicas.kill(killed);
        replicas.start(killed);
        return replicas.awaitOverlap(killed);
    }

    private Map<String, Integer> makeTrouble() throws Exception {
        try (RandomFaults trouble = RandomFaults.start(pipeline.exchange().faults(), random)) {
            for (int i = 0; i < run.kills(); i++) {
                Instant next = Instant.now().plus(run.killEvery());
                int victim = random.nextInt(Replicas.NAMES.size());
                if (i == run.kills() / 2) {
                    loseTheBroker(trouble, victim);
                    next = Instant.now().plus(run.killEvery());
                } else {
                    killAndRestart(victim);
                }
                Punctuation.awaitMoment(next);
            }
            return trouble.struck();
        }
    }

    private void killAndRestart(int victim) throws Exception {
        String replica = Replicas.NAMES.get(victim);
        Punctuation.awaitMoment(Instant.now().plusMillis(random.nextInt(4_000)));
        replicas.kill(replica);
        Punctuation.awaitMoment(Instant.now().plusMillis(random.nextInt(3_000)));
        replicas.start(replica);
    }

    /**
     * The one that is killed begins when the broker is back; the other goes on until it has no room for what it reads.
     */
    private void loseTheBroker(RandomFaults trouble, int victim) throws Exception {
        String other = Replicas.NAMES.get(1 - victim);
        // The frames of the exchange have to fill the buffers of the other one.
        trouble.suspend();
        replicas.awaitAllVouching();
        long heldBefore = replicas.held(other);
        LOG.info("the broker stops");
        pipeline.servers().kafka().stop();
        Instant back = Instant.now().plus(run.brokerAway());
        killAndRestart(victim);
        Punctuation.awaitMoment(back);
        await().atMost(Replicas.PATIENCE).until(() -> replicas.held(other) > heldBefore);
        trouble.resume();
        pipeline.servers().kafka().start();
        LOG.info("the broker is back");
    }

    private CoverageGap leaveAlone() throws Exception {
        Faults exchange = pipeline.exchange().faults();
        replicas.awaitAllVouching();
        replicas.stop(Replicas.NAMES.get(1));
        Instant alive = replicas.awaitAllVouching();
        replicas.kill(ONLY);
        Instant dead = Instant.now();
        Punctuation.awaitMoment(dead.plus(run.alone()));
        AtomicReference<Instant> away = new AtomicReference<>(Instant.now());
        replicas.start(ONLY);
        await().atMost(Replicas.PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            Instant looked = Instant.now();
            boolean served = !exchange.subscribed().isEmpty();
            if (!served) {
                away.set(looked);
            }
            return served;
        });
        long frames = framesMade();
        await().atMost(Replicas.PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> framesMade() > frames);
        Instant served = Instant.now();
        replicas.awaitAllVouching();
        // For the second in which it died the next one is missing, too; a connection may have begun up to a second
        // later than its frames say.
        return new CoverageGap(
                alive.plusSeconds(1),
                secondOf(dead).plusSeconds(1),
                secondOf(Objects.requireNonNull(away.get())).plusSeconds(1),
                secondOf(served).plusSeconds(2),
                List.of());
    }

    private void awaitEveryTradeCounted(Instant from, Instant to) {
        await().atMost(SETTLING)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(table.faults(symbols, from, to)).isEmpty());
    }

    private long framesMade() {
        return Arrays.stream(FrameType.values())
                .mapToLong(pipeline.exchange().tally()::frames)
                .sum();
    }

    private static Instant secondOf(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS);
    }

    @Override
    public void close() {
        replicas.close();
    }
}
