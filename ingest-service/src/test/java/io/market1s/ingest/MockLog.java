package io.market1s.ingest;

import io.market1s.data.Heartbeat;
import io.market1s.data.json.EvidenceJson;
import io.market1s.data.topic.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** A topic of heartbeats with two partitions, as Kafka shows it to a consumer. */
public final class MockLog {
    private static final List<TopicPartition> PARTITIONS =
            List.of(new TopicPartition(Topics.HEARTBEAT, 0), new TopicPartition(Topics.HEARTBEAT, 1));

    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    public MockLog() {
        PARTITIONS.forEach(partition -> ends.put(partition, 0L));
    }

    static Consumer<byte[], byte[]> empty() {
        return new MockLog().consumer();
    }

    /** Heartbeats of a market for every second whose end lies in {@code [from, to]}. */
    public MockLog covered(String symbol, Instant from, Instant to) {
        for (Instant second = from; !second.isAfter(to); second = second.plusSeconds(1)) {
            add(second, EvidenceJson.write(new Heartbeat(symbol, second, "ingest-7/x.1")));
        }
        return this;
    }

    public MockLog add(Instant timestamp, byte @Nullable [] value) {
        TopicPartition partition = PARTITIONS.get(records.size() % 2);
        records.add(new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                ends.merge(partition, 1L, Long::sum) - 1,
                timestamp.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                null,
                value,
                new RecordHeaders(),
                Optional.empty()));
        return this;
    }

    public Consumer<byte[], byte[]> consumer() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest") {
            @Override
            public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
                    Map<TopicPartition, Long> times) {
                Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
                times.forEach((partition, time) -> found.put(partition, first(partition, time)));
                return found;
            }
        };
        consumer.updatePartitions(
                Topics.HEARTBEAT,
                PARTITIONS.stream()
                        .map(partition -> new PartitionInfo(partition.topic(), partition.partition(), null, null, null))
                        .toList());
        Map<TopicPartition, Long> beginnings = new HashMap<>();
        PARTITIONS.forEach(partition -> beginnings.put(partition, 0L));
        consumer.updateBeginningOffsets(beginnings);
        consumer.updateEndOffsets(ends);
        consumer.schedulePollTask(() -> records.forEach(consumer::addRecord));
        return consumer;
    }

    private @Nullable OffsetAndTimestamp first(TopicPartition partition, long time) {
        return records.stream()
                .filter(record -> record.partition() == partition.partition() && record.timestamp() >= time)
                .findFirst()
                .map(record -> new OffsetAndTimestamp(record.offset(), record.timestamp()))
                .orElse(null);
    }
}
