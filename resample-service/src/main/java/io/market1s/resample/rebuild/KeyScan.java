package io.market1s.resample.rebuild;

import io.market1s.data.Symbols;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Finds out which symbols occur in a part of the raw log. */
final class KeyScan {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, String> kafka;

    KeyScan(Map<String, String> kafka) {
        this.kafka = Map.copyOf(kafka);
    }

    /** The symbols by topic in {@code [starts, ends)}; a partition that only one of the two names is left out. */
    Map<String, Set<String>> symbols(Map<TopicPartition, Long> starts, Map<TopicPartition, Long> ends) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        try (Consumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            return symbols(consumer, starts, ends);
        }
    }

    /** The same, read with a consumer that has nothing assigned yet. */
    static Map<String, Set<String>> symbols(
            Consumer<String, byte[]> consumer, Map<TopicPartition, Long> starts, Map<TopicPartition, Long> ends) {
        Map<String, Set<String>> symbols = new HashMap<>();
        List<TopicPartition> partitions = starts.entrySet().stream()
                .filter(start -> start.getValue() < ends.getOrDefault(start.getKey(), 0L))
                .map(Map.Entry::getKey)
                .toList();
        consumer.assign(partitions);
        partitions.forEach(partition -> consumer.seek(partition, starts.getOrDefault(partition, 0L)));
        while (partitions.stream()
                .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
            consumer.poll(POLL).forEach(record -> {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                // No other key has rows, whoever wrote it.
                boolean isSymbol = record.key() != null && Symbols.isValid(record.key());
                if (isSymbol && record.offset() < ends.getOrDefault(partition, 0L)) {
                    symbols.computeIfAbsent(record.topic(), topic -> new HashSet<>())
                            .add(record.key());
                }
            });
        }
        return symbols;
    }
}
