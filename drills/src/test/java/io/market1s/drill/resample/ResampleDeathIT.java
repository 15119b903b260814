package io.market1s.drill.resample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.market1s.data.topic.Topics;
import io.market1s.drill.part.DrillBroker;
import io.market1s.operations.Operations;
import io.market1s.resample.ResampleService;
import io.market1s.resample.ResampleSettings;
import io.market1s.testing.ServiceProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stream thread that dies ends the process and logs why, so that its supervisor starts it again. A service that went
 * on without its threads would leave gaps that nobody notices (promise 1).
 */
@Timeout(600)
class ResampleDeathIT {
    private static final String CHANGELOG = "market-1s-resample-facts-changelog";
    private static final String UNREADABLE = "the state store holds a fact that this version cannot read";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void theProcessEndsWithStatusOneAndItsCause(@TempDir Path folder) throws Exception {
        try (DrillBroker broker = DrillBroker.start(folder)) {
            putUnreadableFact(broker);
            try (ServiceProcess process = broker.resample("resample-0", Map.of())) {
                assertThat(process.exitStatus(PATIENCE)).isEqualTo(1);
                assertThat(process.output()).contains(UNREADABLE).contains("the resampler died: ");
            }
        }
    }

    @Test
    void whoeverWaitsForTheServiceGetsTheCause(@TempDir Path folder) throws Exception {
        try (DrillBroker broker = DrillBroker.start(folder)) {
            putUnreadableFact(broker);
            try (ResampleService service = start(broker)) {
                assertThatThrownBy(service::awaitStopped)
                        .isInstanceOf(IllegalStateException.class)
                        .hasStackTraceContaining(UNREADABLE);
            }
        }
    }

    @Test
    void anInputTopicThatGoesAwayIsACauseToo(@TempDir Path folder) throws Exception {
        try (DrillBroker broker = DrillBroker.start(folder);
                Admin admin = broker.admin();
                ResampleService service = start(broker)) {
            await().atMost(PATIENCE).until(service::isRunning);
            admin.deleteTopics(List.of(Topics.TRADE)).all().get();
            assertThatThrownBy(service::awaitStopped)
                    .isInstanceOf(IllegalStateException.class)
                    .hasCauseInstanceOf(MissingSourceTopicException.class);
        }
    }

    private static ResampleService start(DrillBroker broker) throws InterruptedException {
        return ResampleService.start(
                ResampleSettings.from(broker.environment("resample-0")),
                Operations.start(Optional.empty()),
                InstantSource.system());
    }

    /** Writes a fact of a kind that no version has written yet. */
    private static void putUnreadableFact(DrillBroker broker) throws Exception {
        try (Admin admin = broker.admin();
                Producer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            admin.createTopics(List.of(new NewTopic(CHANGELOG, DrillBroker.PARTITIONS, (short) 1)
                            .configs(Map.of("cleanup.policy", "compact"))))
                    .all()
                    .get();
            producer.send(new ProducerRecord<>(CHANGELOG, 1, new byte[] {Byte.MAX_VALUE}, new byte[] {0}))
                    .get();
        }
    }
}
