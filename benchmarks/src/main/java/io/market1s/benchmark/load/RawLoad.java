package io.market1s.benchmark.load;

import io.market1s.data.Heartbeat;
import io.market1s.data.json.EvidenceJson;
import io.market1s.data.topic.RawHeaders;
import io.market1s.data.topic.TopicSetup;
import io.market1s.data.topic.Topics;
import io.market1s.testing.LoadFrames;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Raw topics full of events: 60 % books, 40 % trades, and a heartbeat of each symbol for each second besides. They are as
 * an ingest would have written them, and the same seed gives the same.
 *
 * @param events trades and books together
 * @param perSecond so many of them happened in a second, over all symbols
 * @param levels of each book
 */
public record RawLoad(int events, int symbols, int perSecond, int levels, long seed) {
    /** Partitions of each topic. */
    public static final int PARTITIONS = 4;

    /** When the first second begins. */
    public static final Instant START = Instant.parse("2026-02-16T07:00:00Z");

    private static final Duration FOR_EVER = Duration.ofDays(36_500);
    private static final double BOOKS = 0.6;

    /**
     * What was written.
     *
     * @param records of all topics
     * @param bytes of their values
     * @param trades how many there are
     */
    public record Written(long records, long bytes, long trades) {}

    @Override
    public String toString() {
        return "%,d events of %d symbols, %d a second, books of %d levels"
                .formatted(events, symbols, perSecond, levels);
    }

    /** The end of the last second, which is covered. */
    public Instant end() {
        return START.plusSeconds(seconds());
    }

    /** How many whole seconds there are. */
    public int seconds() {
        return events / perSecond;
    }

    /** The markets. */
    public List<String> codes() {
        return IntStream.range(0, symbols).mapToObj("KRW-S%03d"::formatted).toList();
    }

    /** Creates the topics and writes everything; returns when Kafka has it. */
    public Written write(String bootstrapServers, String compression) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            new TopicSetup(admin).ensure(Topics.all(FOR_EVER), PARTITIONS, (short) 1);
        }
        Map<String, Object> config = new HashMap<>(Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "acks",
                "all",
                "compression.type",
                compression,
                "linger.ms",
                20,
                "batch.size",
                128 << 10));
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            return new Writer(producer).run();
        }
    }

    private final class Writer {
        private final KafkaProducer<String, byte[]> producer;
        private final LoadFrames frames = new LoadFrames(seed);
        private final Random random = new Random(seed + 1);
        private final List<String> codes = codes();
        private long records;
        private long bytes;
        private long trades;

        Writer(KafkaProducer<String, byte[]> producer) {
            this.producer = producer;
        }

        Written run() {
            for (int second = 0; second < seconds(); second++) {
                Instant begin = START.plusSeconds(second);
                for (int i = 0; i < perSecond; i++) {
                    event(codes.get(random.nextInt(symbols)), begin.plusMillis(i * 1000L / perSecond));
                }
                Instant end = begin.plusSeconds(1);
                codes.forEach(code ->
                        send(Topics.HEARTBEAT, code, EvidenceJson.write(new Heartbeat(code, end, "load/1")), end));
            }
            producer.flush();
            return new Written(records, bytes, trades);
        }

        private void event(String code, Instant time) {
            if (random.nextDouble() < BOOKS) {
                send(Topics.ORDERBOOK, code, frames.book(code, time, levels), time);
            } else {
                send(Topics.TRADE, code, frames.trade(code, time), time);
                trades++;
            }
        }

        private void send(String topic, String code, byte[] value, Instant time) {
            ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, null, time.toEpochMilli(), code, value);
            new RawHeaders(time.plusMillis(80), "load/1", RawHeaders.Source.WS).addTo(record.headers());
            records++;
            bytes += value.length;
            var unused = producer.send(record);
        }
    }
}
