package io.market1s.local.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.market1s.data.Epoch;
import io.market1s.data.topic.RawHeaders;
import io.market1s.data.topic.Topics;
import io.market1s.simulator.capture.CaptureFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Writes the raw events that rows are made of to a capture, in the order in which they were received. One thread runs it,
 * once.
 */
public final class RawExport {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long MEMORY = 64L << 20;

    private final String bootstrapServers;
    private final RawTopics topics;
    private final Selection range;
    private final Path temporary;
    private final Map<String, Long> counts = new LinkedHashMap<>();

    /**
     * Which events: those of the seconds of the rows with ts in [from, to], and the heartbeats from which the rows follow.
     *
     * @param symbols none for all
     */
    public record Selection(Instant from, Instant to, Set<String> symbols) {
        public Selection {
            symbols = Set.copyOf(symbols);
        }

        boolean contains(String topic, String symbol, Instant timestamp) {
            if (!symbols.isEmpty() && !symbols.contains(symbol)) {
                return false;
            }
            // Whether a row is complete is told by the heartbeat of the next second too.
            return topic.equals(Topics.HEARTBEAT)
                    ? !timestamp.isBefore(from) && !timestamp.isAfter(to.plusSeconds(1))
                    : !timestamp.isBefore(begin()) && timestamp.isBefore(to);
        }

        /** Nothing before it belongs to the range. */
        Instant begin() {
            return from.minusSeconds(1);
        }
    }

    /**
     * An export that has not begun.
     *
     * @param temporary folder for what does not fit into memory
     */
    public RawExport(String bootstrapServers, RawTopics topics, Selection range, Path temporary) {
        this.bootstrapServers = bootstrapServers;
        this.topics = topics;
        this.range = range;
        this.temporary = temporary;
    }

    /**
     * Writes the file.
     *
     * @return how many records there are of each topic
     * @throws IllegalStateException if a value could not be kept byte for byte
     */
    public Map<String, Long> writeTo(Path file) throws IOException, InterruptedException {
        try (SortedLines lines = new SortedLines(temporary, MEMORY)) {
            read(lines);
            try (OutputStream out = CaptureFiles.create(file)) {
                lines.writeTo(out);
            }
        }
        return counts;
    }

    private void read(SortedLines lines) throws IOException, InterruptedException {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = topics.partitions();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            seek(consumer, ends);
            Set<TopicPartition> left = new HashSet<>(partitions);
            while (!left.isEmpty()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    add(record, lines);
                }
                left.removeIf(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
                consumer.pause(partitions.stream()
                        .filter(partition -> !left.contains(partition))
                        .toList());
            }
        }
    }

    private void seek(KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> question = new HashMap<>();
        ends.keySet()
                .forEach(partition ->
                        question.put(partition, Math.max(0, range.begin().toEpochMilli())));
        for (Map.Entry<TopicPartition, OffsetAndTimestamp> found :
                consumer.offsetsForTimes(question).entrySet()) {
            Long end = ends.get(found.getKey());
            consumer.seek(
                    found.getKey(),
                    found.getValue() == null
                            ? (end == null ? 0 : end)
                            : found.getValue().offset());
        }
    }

    private void add(ConsumerRecord<String, byte[]> record, SortedLines lines) throws IOException {
        Instant timestamp = Instant.ofEpochMilli(record.timestamp());
        if (record.key() == null || !range.contains(record.topic(), record.key(), timestamp)) {
            return;
        }
        Instant header = RawHeaders.received(record.headers());
        Instant received = header == null ? timestamp : header;
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header each : record.headers()) {
            headers.put(each.key(), new String(each.value(), UTF_8));
        }
        CaptureRecord.Stored stored = new CaptureRecord.Stored(record.topic(), record.key(), timestamp, headers);
        try {
            lines.add(Epoch.micros(received), new CaptureRecord(received, record.value(), stored).write());
        } catch (CharacterCodingException e) {
            throw new IllegalStateException("the record at offset " + record.offset() + " of " + record.topic() + "-"
                    + record.partition() + " is not UTF-8 and was not written by an ingest");
        }
        counts.merge(record.topic(), 1L, Long::sum);
    }
}
