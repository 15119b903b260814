package io.market1s.local.report;

import io.market1s.data.Evidence;
import io.market1s.data.Heartbeat;
import io.market1s.data.json.EvidenceJson;
import io.market1s.data.json.MalformedException;
import io.market1s.data.topic.Topics;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what one run writes: heartbeats, which say from when on a symbol has to have rows, and bars as soon as they are
 * committed. Reads from {@link #start} to {@link #close}; the rest is thread-safe.
 */
public final class RunTail implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunTail.class);

    private final Consumer<String, byte[]> consumer;
    private final Map<String, Instant> firstCovered = new ConcurrentHashMap<>();
    private final Map<String, Instant> latestBar = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> nextBarOffset = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
    private final Repeats repeats = new Repeats();
    private final RecordTail tail;
    private volatile long reemitted;

    /**
     * A reader of a run.
     *
     * @param from where the run begins in each partition of heartbeats and bars
     */
    public RunTail(String bootstrapServers, Map<TopicPartition, Long> from) {
        this(RecordTail.consumer(bootstrapServers), from);
    }

    /** A reader with a consumer, which it closes. */
    RunTail(Consumer<String, byte[]> consumer, Map<TopicPartition, Long> from) {
        this.consumer = consumer;
        consumer.assign(from.keySet());
        from.forEach(consumer::seek);
        tail = new RecordTail("run-tail", consumer, this::read);
    }

    /** Begins to read. */
    public void start() {
        tail.start();
    }

    /** By symbol, the end of the first second of this run that a feed covered. */
    public Map<String, Instant> firstCovered() {
        return Map.copyOf(firstCovered);
    }

    /** By symbol, the {@code ts} of its latest bar of this run. */
    public Map<String, Instant> latestBar() {
        return Map.copyOf(latestBar);
    }

    /** By partition, the offset after the last bar of this run; markers of transactions come after it. */
    public Map<TopicPartition, Long> nextBarOffset() {
        return Map.copyOf(nextBarOffset);
    }

    /** Whether everything before these offsets is read. */
    public boolean hasRead(Map<TopicPartition, Long> offsets) {
        return offsets.entrySet().stream()
                .allMatch(wanted -> positions.getOrDefault(wanted.getKey(), 0L) >= wanted.getValue());
    }

    /** Bars that repeat a row with unchanged content. */
    public long reemitted() {
        return reemitted;
    }

    /** Ends the reading and returns when it has ended. */
    @Override
    public void close() {
        tail.close();
    }

    private void read(ConsumerRecords<String, byte[]> records) {
        records.forEach(this::read);
        consumer.assignment().forEach(partition -> positions.put(partition, consumer.position(partition)));
    }

    private void read(ConsumerRecord<String, byte[]> record) {
        try {
            if (record.key() == null || record.value() == null) {
                throw new MalformedException("no key or no value");
            }
            if (record.topic().equals(Topics.HEARTBEAT)) {
                Evidence evidence = EvidenceJson.read(record.value());
                if (!evidence.symbol().equals(record.key())) {
                    throw new MalformedException("the key is not the symbol");
                }
                if (evidence instanceof Heartbeat heartbeat) {
                    firstCovered.merge(
                            heartbeat.symbol(), heartbeat.second(), (one, other) -> one.isBefore(other) ? one : other);
                }
            } else {
                repeats.add(record.value());
                reemitted = repeats.count();
                latestBar.merge(
                        record.key(),
                        Instant.ofEpochMilli(record.timestamp()),
                        (one, other) -> one.isAfter(other) ? one : other);
                nextBarOffset.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
            }
        } catch (IOException | MalformedException e) {
            LOG.warn("unreadable record at {}-{} offset {}", record.topic(), record.partition(), record.offset(), e);
        }
    }
}
