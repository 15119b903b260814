package io.market1s.drill.resample;

import io.market1s.data.topic.RawHeaders;
import io.market1s.data.topic.Topics;
import io.market1s.drill.part.DrillBroker;
import io.market1s.oracle.RawRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What the raw topics hold. */
final class RawTopicContents {
    private RawTopicContents() {}

    /** All that the resampler reads of one partition number, by symbol. */
    static Map<String, List<RawRecord>> read(DrillBroker broker, int partition) {
        List<TopicPartition> partitions = Topics.RESAMPLED.stream()
                .map(topic -> new TopicPartition(topic, partition))
                .toList();
        Map<String, List<RawRecord>> records = new HashMap<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    records.computeIfAbsent(record.key(), symbol -> new ArrayList<>())
                            .add(raw(record));
                }
            }
        }
        return records;
    }

    private static RawRecord raw(ConsumerRecord<String, byte[]> record) {
        return RawRecord.of(
                record.topic(),
                record.key(),
                record.value(),
                Instant.ofEpochMilli(record.timestamp()),
                Objects.requireNonNull(RawHeaders.received(record.headers())));
    }
}
