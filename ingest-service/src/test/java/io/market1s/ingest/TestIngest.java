package io.market1s.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * An ingest between a fake exchange and a fake Kafka, by a clock that stands at {@link #NOW}: it finds no connection silent,
 * however long a test takes.
 */
final class TestIngest implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:05.250Z");
    static final Duration REST_SETTLES = Duration.ofMillis(200);

    final FakeExchange exchange = new FakeExchange();
    final Map<String, String> environment = new HashMap<>();
    MockProducer<@Nullable String, byte[]> producer = producer(true);
    final MockLog log = new MockLog();
    private @Nullable IngestService service;

    TestIngest() {
        environment.put("INGEST_WS_URL", exchange.webSocketUrl());
        environment.put("INGEST_REST_URL", exchange.restUrl());
        environment.put("INGEST_KEY_FRAMES", "off");
        environment.put("INGEST_RECONNECT_MIN", "200ms");
        environment.put("INGEST_RECONNECT_MAX", "400ms");
    }

    /** Kafka acknowledges nothing by itself; to be said before the start. */
    void kafkaAnswersWhenTold() {
        producer = producer(false);
    }

    void start(String... codes) {
        environment.putIfAbsent("INGEST_SYMBOLS", String.join(",", codes));
        IngestSettings settings = IngestSettings.from(environment);
        IngestService started = new IngestService(
                settings,
                List.of(codes),
                FakeExchange.patientClient(),
                producer,
                new HeartbeatLog(log::consumer),
                () -> NOW,
                () -> 0,
                new Waits(Duration.ofSeconds(1), REST_SETTLES));
        service = started;
        started.begin();
    }

    IngestCounters.Snapshot counts() {
        return service().status().counts();
    }

    IngestService service() {
        if (service == null) {
            throw new AssertionError("not started");
        }
        return service;
    }

    List<ProducerRecord<@Nullable String, byte[]>> awaitRecords(int count) {
        await().atMost(FakeExchange.PATIENCE).until(() -> producer.history().size() >= count);
        return producer.history();
    }

    private static MockProducer<@Nullable String, byte[]> producer(boolean acknowledges) {
        return new MockProducer<>(acknowledges, null, new StringSerializer(), new ByteArraySerializer());
    }

    static String text(ProducerRecord<@Nullable String, byte[]> record) {
        return new String(record.value(), UTF_8);
    }

    static String header(ProducerRecord<@Nullable String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    @Override
    public void close() {
        if (service != null) {
            service.close();
        }
        exchange.close();
    }
}
