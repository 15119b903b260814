package io.market1s.ingest.kafka;

import io.market1s.data.Heartbeat;
import io.market1s.data.json.EvidenceJson;
import io.market1s.data.json.MalformedException;
import io.market1s.data.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads back from the raw log which seconds were covered before this process began. Heartbeats tell it better than the
 * last record would: they name each market, count all replicas, and stand only for what Kafka has. One thread reads; any
 * may {@link #stop()} it.
 */
public final class HeartbeatLog {
    private static final Duration POLL = Duration.ofMillis(500);

    /** So many of the last heartbeats of a partition are read however old they are: they tell which markets there were. */
    private static final long LEAST = 20_000;

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private volatile boolean stopped;
    private volatile @Nullable Consumer<byte[], byte[]> current;

    /**
     * A log that is read by new consumers.
     *
     * @param consumers makes one that has no group and commits nothing
     */
    public HeartbeatLog(Supplier<Consumer<byte[], byte[]>> consumers) {
        this.consumers = consumers;
    }

    /** A consumer with a user's settings of Kafka's clients. */
    public static Consumer<byte[], byte[]> consumer(Map<String, String> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("client.id", "market-1s-ingest-reader");
        settings.put("enable.auto.commit", "false");
        settings.put("auto.offset.reset", "earliest");
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Reads what is there now.
     *
     * @param since the seconds from there on matter
     * @throws WakeupException if it was stopped
     * @throws KafkaException if Kafka does not answer or refuses
     */
    public CoveredSeconds read(Instant since) {
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            current = consumer;
            CoveredSeconds covered = new CoveredSeconds(since);
            Map<TopicPartition, Long> ends = seek(consumer, since);
            while (!isRead(consumer, ends)) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    add(record.value(), covered);
                }
            }
            return covered;
        } finally {
            current = null;
        }
    }

    /** Ends the reading. */
    public void stop() {
        stopped = true;
        Consumer<byte[], byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    private static Map<TopicPartition, Long> seek(Consumer<byte[], byte[]> consumer, Instant since) {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.HEARTBEAT).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, since.toEpochMilli()));
        Map<TopicPartition, @Nullable OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
        ends.forEach((partition, end) -> {
            OffsetAndTimestamp at = found.get(partition);
            long first = Math.min(at == null ? end : at.offset(), end - LEAST);
            consumer.seek(partition, Math.max(first, beginnings.getOrDefault(partition, 0L)));
        });
        return ends;
    }

    private boolean isRead(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        if (stopped) {
            throw new WakeupException();
        }
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private static void add(byte @Nullable [] value, CoveredSeconds covered) {
        try {
            if (value != null && EvidenceJson.read(value) instanceof Heartbeat heartbeat) {
                covered.add(heartbeat);
            }
        } catch (MalformedException e) {
            // Not written by an ingest: it vouches for nothing.
        }
    }
}
