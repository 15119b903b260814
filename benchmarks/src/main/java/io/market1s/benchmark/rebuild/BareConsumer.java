package io.market1s.benchmark.rebuild;

import io.market1s.benchmark.load.RawLoad;
import io.market1s.data.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what the resampler reads and throws it away: nobody that uses this client can be faster. */
final class BareConsumer {
    private static final Duration POLL = Duration.ofMillis(100);

    private BareConsumer() {}

    /** Reads everything once. */
    static Throughput run(String bootstrapServers) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = Topics.RESAMPLED.stream()
                    .flatMap(topic -> IntStream.range(0, RawLoad.PARTITIONS)
                            .mapToObj(partition -> new TopicPartition(topic, partition)))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long all = ends.values().stream().mapToLong(Long::longValue).sum();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long records = consumer.poll(POLL).count();
            long before = System.nanoTime();
            long first = records;
            while (records < all) {
                records += consumer.poll(POLL).count();
            }
            return new Throughput(records - first, Duration.ofNanos(System.nanoTime() - before));
        }
    }
}
