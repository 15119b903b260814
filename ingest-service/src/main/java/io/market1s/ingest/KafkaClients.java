package io.market1s.ingest;

import io.market1s.data.topic.TopicSetup;
import io.market1s.data.topic.Topics;
import io.market1s.ingest.kafka.HeartbeatLog;
import io.market1s.ingest.kafka.ProducerSettings;
import io.market1s.ingest.time.Backoff;
import java.time.Duration;
import java.util.HashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an ingest needs of Kafka. Who asks for a client closes it. */
interface KafkaClients {
    /**
     * Creates the topics that are missing. Waits for a broker that is not up yet.
     *
     * @throws IllegalStateException if Kafka refuses, or existing topics have another number of partitions
     */
    void createTopics() throws InterruptedException;

    /** What writes the raw topics. */
    Producer<@Nullable String, byte[]> producer();

    /** What reads the heartbeats back. */
    Consumer<byte[], byte[]> consumer();

    /** The clients of a broker. */
    record OfBroker(IngestSettings settings, Backoff backoff) implements KafkaClients {
        private static final Logger LOG = LoggerFactory.getLogger(KafkaClients.class);

        @Override
        public void createTopics() throws InterruptedException {
            try (Admin admin = Admin.create(new HashMap<>(settings.kafka()))) {
                TopicSetup setup = new TopicSetup(admin);
                while (true) {
                    try {
                        setup.ensure(
                                Topics.all(settings.topics().rawRetention()),
                                settings.topics().partitions(),
                                settings.topics().replication());
                        return;
                    } catch (IllegalStateException e) {
                        if (!(e.getCause() instanceof RetriableException)) {
                            throw e;
                        }
                        Duration delay = backoff.next();
                        LOG.warn("{}; trying again in {} ms", e.getMessage(), delay.toMillis());
                        TimeUnit.MILLISECONDS.sleep(delay.toMillis());
                    }
                }
            }
        }

        @Override
        public Producer<@Nullable String, byte[]> producer() {
            return new KafkaProducer<>(
                    ProducerSettings.producer(settings.kafka()), new StringSerializer(), new ByteArraySerializer());
        }

        @Override
        public Consumer<byte[], byte[]> consumer() {
            return HeartbeatLog.consumer(settings.kafka());
        }
    }
}
