package io.market1s.drill.resample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.market1s.drill.part.DrillBroker;
import io.market1s.drill.time.Punctuation;
import io.market1s.testing.ServiceProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.GroupState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two resample-services that share the partitions under load. One is killed and does not come back before the other has
 * its partitions; then it comes back, and the other is killed.
 *
 * @param kafka settings of Kafka's clients, as environment variables
 * @param kills how often the one that has been up for longer is killed
 */
record TakeOverRun(int symbols, Map<String, String> kafka, int kills, long seed) {
    private static final String GROUP = "market-1s-resample";
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Logger LOG = LoggerFactory.getLogger(TakeOverRun.class);

    /**
     * What came of it.
     *
     * @param takeOvers from each kill until bars emitted after it could be read in every partition
     */
    record Outcome(List<Duration> takeOvers, OracleCheck oracleCheck) {}

    Outcome run(Path folder) throws Exception {
        LOG.info("take-over run: {}", this);
        Random random = new Random(seed);
        List<Duration> takeOvers = new ArrayList<>();
        Map<String, ServiceProcess> running = new HashMap<>();
        try (DrillBroker broker = DrillBroker.start(folder);
                BarTail tail = BarTail.start(broker);
                ReplicaLoad load = ReplicaLoad.start(broker, symbols, seed)) {
            try {
                running.put("resample-0", broker.resample("resample-0", kafka));
                running.put("resample-1", broker.resample("resample-1", kafka));
                await().atMost(PATIENCE).ignoreExceptions().until(() -> membersWithPartitions(broker) == 2);
                for (int kill = 0; kill < kills; kill++) {
                    awaitBars(tail, Instant.now());
                    String victim = "resample-" + kill % 2;
                    Punctuation.awaitNear(random);
                    Instant killed = Objects.requireNonNull(running.get(victim)).kill();
                    awaitBars(tail, killed);
                    takeOvers.add(Duration.between(killed, Instant.now()));
                    if (kill < kills - 1) {
                        running.put(victim, broker.resample(victim, kafka));
                        await().atMost(PATIENCE).until(() -> members(broker) == 2);
                    }
                }
                assertThat(load.isRunning()).isTrue();
                Instant last = load.stop().plusSeconds(2);
                tail.awaitDecided(last, PATIENCE);
                tail.check();
                return new Outcome(takeOvers, OracleCheck.of(broker, tail, last));
            } finally {
                running.values().forEach(ServiceProcess::close);
            }
        }
    }

    private static void awaitBars(BarTail tail, Instant since) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> tail.emittedSince(since));
    }

    private static long membersWithPartitions(DrillBroker broker) throws Exception {
        return describe(broker).members().stream()
                .filter(member -> !member.assignment().topicPartitions().isEmpty())
                .count();
    }

    /** Of a group that has settled. */
    private static long members(DrillBroker broker) throws Exception {
        ConsumerGroupDescription group = describe(broker);
        return group.groupState() == GroupState.STABLE ? group.members().size() : 0;
    }

    private static ConsumerGroupDescription describe(DrillBroker broker) throws Exception {
        try (Admin admin = broker.admin()) {
            return Objects.requireNonNull(
                    admin.describeConsumerGroups(List.of(GROUP)).all().get().get(GROUP));
        }
    }
}
