package io.market1s.drill.resample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.market1s.drill.part.DrillBroker;
import io.market1s.drill.time.Punctuation;
import io.market1s.drill.time.Timings;
import io.market1s.testing.ServiceProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One resample-service under load, killed by SIGKILL and started again on its state, again and again; and what came of it.
 *
 * @param atPunctuation kills within {@link Punctuation#NEAR} of a punctuation, of a service that emits again; one that
 *     comes too late on a busy machine is repeated
 * @param anywhere kills at any moment after a start: while it starts, restores, catches up or is up
 */
record KillRun(int symbols, int atPunctuation, int anywhere, long seed) {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    /** A restart that waits for it would show: its bars do not come in time. */
    private static final Duration SESSION_TIMEOUT = PATIENCE.multipliedBy(2);

    private static final Duration ANYWHERE = Duration.ofSeconds(7);

    /** Nothing is processed so soon after the start of a process. */
    private static final Duration QUICKEST_START = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(KillRun.class);

    /**
     * What came of it.
     *
     * @param restarts from the start of a process until bars of its own could be read in every partition, whenever that was
     *     awaited; the first start is one of them
     * @param correctedWhileDown the share of bars that were emitted again, of the seconds in which no process was up
     * @param correctedElse the same of the other seconds
     */
    record Outcome(
            List<Instant> kills,
            Timings restarts,
            double correctedWhileDown,
            double correctedElse,
            OracleCheck oracleCheck) {
        long killsNearPunctuation() {
            return kills.stream().filter(Punctuation::isNear).count();
        }
    }

    private record Down(Instant from, Instant to) {}

    Outcome run(Path folder) throws Exception {
        LOG.info("kill run: {}", this);
        Random random = new Random(seed);
        List<Instant> kills = new ArrayList<>();
        List<Down> down = new ArrayList<>();
        Timings restarts = new Timings();
        try (DrillBroker broker = DrillBroker.start(folder);
                BarTail tail = BarTail.start(broker);
                ReplicaLoad load = ReplicaLoad.start(broker, symbols, seed)) {
            ServiceProcess process = start(broker);
            try {
                Deque<Boolean> toDo = order(random);
                while (!toDo.isEmpty()) {
                    boolean near = toDo.pop();
                    if (near) {
                        restarts.add(awaitBars(process, tail));
                        Punctuation.awaitNear(random);
                    } else {
                        Punctuation.awaitMoment(
                                process.started().plusMillis(random.nextInt((int) ANYWHERE.toMillis())));
                    }
                    assertThat(process.isAlive()).isTrue();
                    Instant killed = process.kill();
                    kills.add(killed);
                    if (near && !Punctuation.isNear(killed)) {
                        toDo.add(true);
                        assertThat(kills).as("misses").hasSizeLessThan(6 * (atPunctuation + anywhere));
                    }
                    process = start(broker);
                    down.add(new Down(killed, process.started().plus(QUICKEST_START)));
                }
                restarts.add(awaitBars(process, tail));
                OracleCheck oracleCheck = finish(process, broker, tail, load);
                return new Outcome(
                        kills,
                        restarts,
                        tail.correctedShare(ts -> isIn(down, ts)),
                        tail.correctedShare(ts -> !isIn(down, ts)),
                        oracleCheck);
            } finally {
                process.close();
            }
        }
    }

    private Deque<Boolean> order(Random random) {
        List<Boolean> near = new ArrayList<>(Collections.nCopies(atPunctuation, true));
        near.addAll(Collections.nCopies(anywhere, false));
        Collections.shuffle(near, random);
        return new ArrayDeque<>(near);
    }

    private static boolean isIn(List<Down> down, Instant ts) {
        return down.stream().anyMatch(each -> ts.isAfter(each.from()) && ts.isBefore(each.to()));
    }

    private static ServiceProcess start(DrillBroker broker) throws Exception {
        return broker.resample(
                "resample-0", Map.of("KAFKA_SESSION_TIMEOUT_MS", Long.toString(SESSION_TIMEOUT.toMillis())));
    }

    /** How long it took from the process' start. */
    private static Duration awaitBars(ServiceProcess process, BarTail tail) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .failFast("the service ended by itself", () -> !process.isAlive())
                .until(() -> tail.emittedSince(process.started()));
        return Duration.between(process.started(), Instant.now());
    }

    private static OracleCheck finish(ServiceProcess process, DrillBroker broker, BarTail tail, ReplicaLoad load)
            throws Exception {
        assertThat(load.isRunning()).isTrue();
        Instant last = load.stop().plusSeconds(2);
        tail.awaitDecided(last, PATIENCE);
        process.stop();
        assertThat(process.exitStatus(PATIENCE)).as("stopped by SIGTERM").isEqualTo(128 + 15);
        tail.check();
        return OracleCheck.of(broker, tail, last);
    }
}
