package io.market1s.resample.verify;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Looks whether there are records in a stretch of a log. Offsets do not tell: the end of a transaction takes one too, and
 * a consumer that commits after the last record stays before it for ever.
 */
final class UnreadRecords {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Map<String, String> kafka;

    UnreadRecords(Map<String, String> kafka) {
        this.kafka = Map.copyOf(kafka);
    }

    /** Whether any of the partitions in {@code from} has a committed record in [from, to). */
    boolean existBetween(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(from.keySet());
            from.forEach(consumer::seek);
            while (from.keySet().stream()
                    .anyMatch(partition -> consumer.position(partition) < to.getOrDefault(partition, 0L))) {
                for (var record : consumer.poll(POLL)) {
                    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                    if (record.offset() < to.getOrDefault(partition, 0L)) {
                        return true;
                    }
                }
            }
            return false;
        }
    }
}
