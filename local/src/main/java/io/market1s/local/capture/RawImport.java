package io.market1s.local.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.market1s.data.EventTimes;
import io.market1s.data.topic.Topics;
import io.market1s.ingest.feed.RecordedFeed;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes a capture to the raw topics, as fast as they take it. One thread runs it, once. */
public final class RawImport {
    private static final long REPORT_EVERY = 100_000;

    private final CaptureSurvey capture;
    private final RecordedFeed recording;
    private final Consumer<String> progress;
    private final Map<String, Long> counts = new TreeMap<>();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private Instant last = Instant.EPOCH;
    private long lines;

    /**
     * What was written.
     *
     * @param counts records by topic
     * @param last the last second that anything takes effect in
     */
    public record Written(Map<String, Long> counts, Instant last) {
        /** Keeps no reference to the caller's map. */
        public Written {
            counts = Map.copyOf(counts);
        }
    }

    /**
     * An import that has not begun. Heartbeats are made for a capture that has none.
     *
     * @param progress told now and then how far it is
     */
    public RawImport(CaptureSurvey capture, Consumer<String> progress) {
        this.capture = capture;
        this.recording = new RecordedFeed(capture.codes(), EventTimes.DEFAULT_HORIZON, !capture.hasHeartbeats());
        this.progress = progress;
    }

    /**
     * Writes everything and returns when Kafka has it.
     *
     * @throws IllegalStateException if Kafka did not take something
     */
    public Written run(String bootstrapServers)
            throws IOException, InterruptedException, CaptureSurvey.BadCaptureException {
        try (KafkaProducer<@Nullable String, byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "acks", "all",
                        "enable.idempotence", "true",
                        "compression.type", "lz4",
                        "linger.ms", "20",
                        "batch.size", Integer.toString(256 << 10)),
                new StringSerializer(),
                new ByteArraySerializer())) {
            capture.forEach(line -> {
                for (ProducerRecord<@Nullable String, byte[]> record : recordsOf(line)) {
                    send(record, line.received(), producer);
                }
                if (++lines % REPORT_EVERY == 0) {
                    progress.accept(lines + " of " + capture.lines() + " lines");
                }
            });
            producer.flush();
        }
        check();
        return new Written(counts, last.truncatedTo(ChronoUnit.SECONDS));
    }

    private List<ProducerRecord<@Nullable String, byte[]>> recordsOf(CaptureRecord line) {
        CaptureRecord.Stored stored = line.stored();
        if (stored == null) {
            return recording.received(line.raw(), line.received());
        }
        ProducerRecord<@Nullable String, byte[]> record =
                new ProducerRecord<>(stored.topic(), null, stored.timestamp().toEpochMilli(), stored.key(), line.raw());
        stored.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return List.of(record);
    }

    private void send(
            ProducerRecord<@Nullable String, byte[]> record,
            Instant received,
            KafkaProducer<@Nullable String, byte[]> producer)
            throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        check();
        Instant timestamp = Instant.ofEpochMilli(record.timestamp());
        boolean effective = !record.topic().equals(Topics.QUARANTINE) && !EventTimes.isImplausible(timestamp, received);
        if (effective && timestamp.isAfter(last)) {
            last = timestamp;
        }
        counts.merge(record.topic(), 1L, Long::sum);
        // The callback tells all that the future would.
        var unused = producer.send(record, (metadata, exception) -> {
            if (exception != null) {
                failure.compareAndSet(null, exception);
            }
        });
    }

    private void check() {
        Exception cause = failure.get();
        if (cause != null) {
            throw new IllegalStateException("Kafka did not take a record: " + cause.getMessage(), cause);
        }
    }
}
