package io.market1s.drill.resample;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.market1s.data.Heartbeat;
import io.market1s.data.json.EvidenceJson;
import io.market1s.data.topic.RawHeaders;
import io.market1s.data.topic.Topics;
import io.market1s.drill.part.DrillBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Raw topics of hours in which the exchange is away for eight of ten minutes, and the trades of each outage come over REST after
 * it: what a second is changes for ten minutes after it.
 */
final class OutageLog {
    static final List<String> SYMBOLS = List.of("KRW-BTC", "KRW-ETH", "KRW-XRP", "KRW-ADA");

    private static final int CYCLE = 600;
    private static final int OUTAGE_BEGINS = 60;
    private static final int OUTAGE_ENDS = 540;
    private static final Duration UNTIL_FETCHED = Duration.ofSeconds(5);

    private final KafkaProducer<String, byte[]> producer;
    private final Instant start;

    private OutageLog(KafkaProducer<String, byte[]> producer, Instant start) {
        this.producer = producer;
        this.start = start;
    }

    /** Writes it from a whole second on. */
    static void write(DrillBroker broker, Instant start, Duration length) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 20, "compression.type", "lz4"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            OutageLog log = new OutageLog(producer, start);
            for (int second = 0; second < length.toSeconds(); second++) {
                log.second(second);
            }
            producer.flush();
        }
    }

    private void second(int second) {
        int phase = second % CYCLE;
        if (phase < OUTAGE_BEGINS || phase >= OUTAGE_ENDS) {
            SYMBOLS.forEach(symbol -> live(symbol, second));
        }
        if (phase == OUTAGE_ENDS + UNTIL_FETCHED.toSeconds()) {
            for (int missed = second - phase + OUTAGE_BEGINS; missed < second - phase + OUTAGE_ENDS; missed++) {
                int fetched = missed;
                SYMBOLS.forEach(symbol ->
                        send(Topics.TRADE, symbol, restTrade(symbol, fetched), event(fetched), at(second), "i/rest"));
            }
        }
    }

    private void live(String symbol, int second) {
        String feed = "i/" + (second + CYCLE - OUTAGE_ENDS) / CYCLE;
        Instant event = event(second);
        String head =
                "\"code\":\"%s\",\"timestamp\":%d,\"stream_type\":\"REALTIME\"".formatted(symbol, event.toEpochMilli());
        send(
                Topics.TRADE,
                symbol,
                "{\"type\":\"trade\",%s,\"trade_timestamp\":%d,\"trade_price\":1000,\"trade_volume\":1,\"ask_bid\":\"BID\",\"sequential_id\":%d}"
                        .formatted(head, event.toEpochMilli(), id(second)),
                event,
                event,
                feed);
        send(
                Topics.ORDERBOOK,
                symbol,
                "{\"type\":\"orderbook\",%s,\"orderbook_units\":[{\"ask_price\":1001,\"bid_price\":1000,\"ask_size\":1,\"bid_size\":%d}]}"
                        .formatted(head, 1 + second % 7),
                event,
                event,
                feed);
        if (second % CYCLE != OUTAGE_ENDS) {
            byte[] heartbeat = EvidenceJson.write(new Heartbeat(symbol, at(second), feed));
            send(
                    Topics.HEARTBEAT,
                    symbol,
                    new String(heartbeat, UTF_8),
                    at(second),
                    at(second).plusMillis(1_100),
                    feed);
        }
    }

    private String restTrade(String symbol, int second) {
        return "{\"market\":\"%s\",\"timestamp\":%d,\"trade_price\":1000,\"trade_volume\":1,\"ask_bid\":\"BID\",\"sequential_id\":%d}"
                .formatted(symbol, event(second).toEpochMilli(), id(second));
    }

    private void send(String topic, String symbol, String value, Instant effective, Instant received, String feed) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(topic, null, effective.toEpochMilli(), symbol, value.getBytes(UTF_8));
        new RawHeaders(received, feed, feed.equals("i/rest") ? RawHeaders.Source.REST : RawHeaders.Source.WS)
                .addTo(record.headers());
        Future<?> unused = producer.send(record);
    }

    private long id(int second) {
        return event(second).toEpochMilli() * 10_000;
    }

    private Instant event(int second) {
        return at(second).plusMillis(300);
    }

    private Instant at(int second) {
        return start.plusSeconds(second);
    }
}
