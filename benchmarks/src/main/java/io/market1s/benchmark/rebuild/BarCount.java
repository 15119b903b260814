package io.market1s.benchmark.rebuild;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.market1s.benchmark.load.RawLoad;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * What is in a topic of bars.
 *
 * @param rows different (symbol, ts)
 * @param trades sum over the last bar of each
 */
record BarCount(long rows, long trades) {
    private static final ObjectReader BAR =
            new ObjectMapper().readerFor(Trades.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** What is read of a bar. */
    private record Trades(@JsonProperty("trade_count_1s") int count) {}

    /** What a load makes: a row of every symbol in every second, and each trade once. */
    static BarCount expected(RawLoad load, RawLoad.Written written) {
        return new BarCount((long) load.symbols() * load.seconds(), written.trades());
    }

    static BarCount of(String topic, String bootstrapServers) throws IOException {
        Map<String, Long> trades = new HashMap<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    Trades bar = BAR.readValue(record.value());
                    trades.put(record.key() + record.timestamp(), (long) bar.count());
                }
            }
        }
        return new BarCount(
                trades.size(),
                trades.values().stream().mapToLong(Long::longValue).sum());
    }
}
