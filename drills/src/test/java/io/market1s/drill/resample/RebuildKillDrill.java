package io.market1s.drill.resample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.market1s.data.topic.Topics;
import io.market1s.drill.part.DrillBroker;
import io.market1s.testing.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise 4, for those who read meanwhile: a rebuild that is killed, at whatever moment, has written final rows only, each once,
 * and the same command goes on. {@code -Dkills=3} makes it short.
 */
@Timeout(1800)
class RebuildKillDrill {
    private static final int KILLS = Integer.getInteger("kills", 20);
    private static final Duration LENGTH = Duration.ofHours(6);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> RULES = Map.of("RESAMPLE_HORIZON", "10m");

    @Test
    void aKilledRebuildHasWrittenFinalRowsOnlyAndTheSameCommandGoesOn(@TempDir Path folder) throws Exception {
        long seed = System.nanoTime();
        System.out.printf("%d kills, seed %d%n", KILLS, seed);
        Random random = new Random(seed);
        Instant start = Instant.now().minus(LENGTH).minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
        String last = start.plus(LENGTH).minusSeconds(5).toString();
        try (DrillBroker broker = DrillBroker.start(folder)) {
            OutageLog.write(broker, start, LENGTH);
            assertThat(rebuild(broker, "reference", last).exitStatus(PATIENCE)).isZero();
            Map<String, String> expected = rows(broker, "reference");
            assertThat(expected).hasSizeGreaterThan(4 * 6_000);

            List<Integer> written = new ArrayList<>();
            for (int kill = 0; kill < KILLS; kill++) {
                int before = rows(broker, Topics.MARKET_1S).size();
                int most = expected.size() - before;
                int wanted = before + random.nextInt(Math.max(1, most / 2 / (KILLS - kill)));
                ServiceProcess process = rebuild(broker, Topics.MARKET_1S, last);
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> !process.isAlive() || end(broker) > wanted);
                process.kill();
                Map<String, String> rows = rows(broker, Topics.MARKET_1S);
                written.add(rows.size());
                assertThat(expected).containsAllEntriesOf(rows);
            }
            ServiceProcess process = rebuild(broker, Topics.MARKET_1S, last);
            assertThat(process.exitStatus(PATIENCE)).isZero();
            System.out.printf("rows after each kill: %s of %d%n", written, expected.size());
            assertThat(process.output()).contains("going on with the rebuild that was stopped");
            assertThat(rows(broker, Topics.MARKET_1S)).isEqualTo(expected);
        }
    }

    private static ServiceProcess rebuild(DrillBroker broker, String topic, String last) throws Exception {
        return broker.resample(List.of("rebuild", "--topic", topic, "--to", last), RULES);
    }

    private static long end(DrillBroker broker) {
        try (KafkaConsumer<String, byte[]> consumer = consumer(broker)) {
            return consumer.endOffsets(partitions(Topics.MARKET_1S)).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    /** All bars that a reader can see; each row must have come once. */
    private static Map<String, String> rows(DrillBroker broker, String topic) {
        Map<String, String> rows = new HashMap<>();
        try (KafkaConsumer<String, byte[]> consumer = consumer(broker)) {
            List<TopicPartition> partitions = partitions(topic);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(bar -> assertThat(rows.put(bar.key() + bar.timestamp(), content(bar.value())))
                                .as("written before: %s %s", bar.key(), bar.timestamp())
                                .isNull());
            }
        }
        return rows;
    }

    private static KafkaConsumer<String, byte[]> consumer(DrillBroker broker) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    private static List<TopicPartition> partitions(String topic) {
        return IntStream.range(0, DrillBroker.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    private static String content(byte[] bar) {
        try {
            return ((ObjectNode) JSON.readTree(bar)).without("emitted_at").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
