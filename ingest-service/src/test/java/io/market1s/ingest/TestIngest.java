package io.market1s.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.market1s.ingest.kafka.HeartbeatLog;
import io.market1s.ingest.status.IngestCounters;
import io.market1s.ingest.time.Timeouts;
import io.market1s.operations.Resources;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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
public final class TestIngest implements AutoCloseable {
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:05.250Z");
    public static final Duration REST_SETTLES = Duration.ofMillis(200);

    public final FakeExchange exchange = new FakeExchange();
    public final Map<String, String> environment = new HashMap<>();
    public MockProducer<@Nullable String, byte[]> producer = producer(true);
    public final MockLog log = new MockLog();
    private @Nullable IngestService service;

    public TestIngest() {
        environment.put("INGEST_WS_URL", exchange.webSocketUrl());
        environment.put("INGEST_REST_URL", exchange.restUrl());
        environment.put("INGEST_KEY_FRAMES", "off");
        environment.put("INGEST_RECONNECT_MIN", "200ms");
        environment.put("INGEST_RECONNECT_MAX", "400ms");
    }

    /** Kafka acknowledges nothing by itself; to be said before the start. */
    public void kafkaAnswersWhenTold() {
        producer = producer(false);
    }

    public void start(String... codes) {
        environment.putIfAbsent("INGEST_SYMBOLS", String.join(",", codes));
        IngestSettings settings = IngestSettings.from(environment);
        service = begin(
                settings,
                List.of(codes),
                new IngestService.Parts(
                        exchange.client(FakeExchange.PATIENCE, () -> NOW, () -> 0),
                        producer,
                        new HeartbeatLog(log::consumer),
                        new SimpleMeterRegistry(),
                        () -> NOW,
                        new Timeouts(Duration.ofSeconds(1), REST_SETTLES)));
    }

    /** An ingest that has begun with these parts, and closes them. */
    static IngestService begin(IngestSettings settings, List<String> codes, IngestService.Parts parts) {
        Resources resources = new Resources();
        resources.add(parts.exchange());
        resources.add(() -> IngestStart.close(parts.producer()));
        IngestService service = new IngestService(settings, codes, parts, resources);
        service.begin();
        return service;
    }

    public IngestCounters.Snapshot counts() {
        return service().status().counts();
    }

    public IngestService service() {
        if (service == null) {
            throw new AssertionError("not started");
        }
        return service;
    }

    public List<ProducerRecord<@Nullable String, byte[]>> awaitRecords(int count) {
        await().atMost(FakeExchange.PATIENCE).until(() -> producer.history().size() >= count);
        return producer.history();
    }

    private static MockProducer<@Nullable String, byte[]> producer(boolean acknowledges) {
        return new MockProducer<>(acknowledges, null, new StringSerializer(), new ByteArraySerializer());
    }

    public static String text(ProducerRecord<@Nullable String, byte[]> record) {
        return new String(record.value(), UTF_8);
    }

    public static String header(ProducerRecord<@Nullable String, byte[]> record, String name) {
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
