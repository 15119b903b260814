package io.market1s.ingest;

import io.market1s.ingest.exchange.ExchangeClient;
import io.market1s.ingest.kafka.HeartbeatLog;
import io.market1s.ingest.time.Timeouts;
import io.market1s.operations.Operations;
import io.market1s.operations.Resources;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/** The steps of a start, in their order. If one fails, what those before it have opened is closed. */
final class IngestStart {
    private static final Duration PRODUCER_TIMEOUT = Duration.ofSeconds(5);

    private IngestStart() {}

    static IngestService run(IngestSettings settings, KafkaClients kafka, Operations operations, InstantSource clock)
            throws InterruptedException {
        Resources resources = new Resources();
        try {
            ExchangeClient exchange = resources.add(new ExchangeClient(
                    settings.exchange().webSocketUrl(),
                    settings.exchange().restUrl(),
                    settings.connections().pingInterval(),
                    clock,
                    System::nanoTime));
            List<String> codes = new FirstCodes(settings, IngestService.backoff(settings)).codes(exchange);
            kafka.createTopics();
            Producer<@Nullable String, byte[]> producer = kafka.producer();
            resources.add(() -> close(producer));
            IngestService service = new IngestService(
                    settings,
                    codes,
                    new IngestService.Parts(
                            exchange,
                            producer,
                            new HeartbeatLog(kafka::consumer),
                            operations.registry(),
                            clock,
                            Timeouts.DEFAULT),
                    resources);
            operations.bind(new KafkaClientMetrics(producer));
            operations.bind(new IngestMetrics(service::status, service.publishers(), clock));
            operations.watch(new IngestHealth(service::status, service::hasEnded, clock));
            service.begin();
            return service;
        } catch (InterruptedException | RuntimeException | Error e) {
            resources.close();
            throw e;
        }
    }

    /** Waits for the records that are under way, unless the thread was interrupted. */
    static void close(Producer<@Nullable String, byte[]> producer) {
        producer.close(Thread.currentThread().isInterrupted() ? Duration.ZERO : PRODUCER_TIMEOUT);
    }
}
