package io.market1s.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.market1s.data.topic.Topics;
import io.market1s.local.folder.Ports;
import io.market1s.local.kafka.KafkaBroker;
import io.market1s.operations.Logged;
import io.market1s.operations.Operations;
import io.market1s.operations.Resources;
import io.market1s.resample.ResampleService;
import io.market1s.resample.ResampleSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise 1 over an upgrade: the state that an earlier version left in its changelog topic is gone on from. */
@SuppressWarnings("NullAway.Init") // JUnit sets them.
class StateUpgradeIT {
    private static final String APPLICATION = "upgraded";
    private static final String CHANGELOG = APPLICATION + "-facts-changelog";
    /** The second of the golden state; its correction waits, and it was corrected three times before. */
    private static final long SECOND_MILLIS = 1_771_250_189_000L;

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static final List<String> STATE =
            List.of("progress", "second", "second-empty", "covered", "past", "pending-incomplete", "revision");

    private final Resources resources = new Resources();
    private Path folder;
    private KafkaBroker broker;
    private Admin admin;

    @BeforeEach
    void startKafka(@TempDir Path temporary) throws Exception {
        folder = temporary;
        Ports ports = FreePorts.take();
        broker = resources.add(KafkaBroker.start(temporary.resolve("kafka"), ports.kafka(), ports.kafkaController()));
        admin = resources.add(Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers())));
        admin.createTopics(List.of(new NewTopic(CHANGELOG, 1, (short) 1).configs(Map.of("cleanup.policy", "compact"))))
                .all()
                .get();
    }

    @AfterEach
    void close() {
        resources.close();
    }

    @Test
    void goesOnFromTheStateOfTheFirstFormatAndSaysSo() throws Exception {
        writeState();

        try (Logged log = new Logged();
                Operations operations = Operations.start(Optional.empty());
                ResampleService service = ResampleService.start(settings(), operations, InstantSource.system())) {
            await().atMost(PATIENCE).until(() -> !corrections().isEmpty());

            JsonNode corrected = corrections().get(0);
            assertThat(corrected.get("revision").asInt()).isEqualTo(4);
            assertThat(corrected.get("trade_count_1s").asInt()).isEqualTo(2);
            assertThat(corrected.get("bid").decimalValue()).isEqualByComparingTo("116538000");
            assertThat(service.isRunning()).isTrue();
            assertThat(log.messages())
                    .contains("the state has format 1; it is read, and from now on written in format 2");
        }
    }

    /** The facts as the version before wrote them. */
    private void writeState() throws IOException {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (String line : golden()) {
                String[] words = line.split(" ", -1);
                if (STATE.contains(words[0])) {
                    HexFormat hex = HexFormat.of();
                    Future<?> unused = producer.send(
                            new ProducerRecord<>(CHANGELOG, 0, hex.parseHex(words[1]), hex.parseHex(words[2])));
                }
            }
        }
    }

    private static List<String> golden() throws IOException {
        return Files.readAllLines(Path.of("../resample-service/src/test/resources/golden/facts-v1.txt"));
    }

    /** The bars of the second that waited for its correction. */
    private List<JsonNode> corrections() throws IOException {
        List<JsonNode> found = new ArrayList<>();
        TopicPartition partition = new TopicPartition(Topics.MARKET_1S, 0);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    if (record.timestamp() == SECOND_MILLIS) {
                        found.add(JSON.readTree(record.value()));
                    }
                }
            }
        }
        return found;
    }

    private ResampleSettings settings() {
        return ResampleSettings.from(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                "RESAMPLE_APPLICATION_ID", APPLICATION,
                "RESAMPLE_STATE_DIR", folder.resolve("state").toString(),
                "RESAMPLE_KEEP_ALIVE", "10s",
                "RESAMPLE_PARTITIONS", "1",
                "RESAMPLE_REPLICATION", "1",
                "RESAMPLE_HTTP_ADDRESS", "off"));
    }
}
