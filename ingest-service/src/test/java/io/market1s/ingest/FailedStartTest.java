package io.market1s.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.market1s.ingest.kafka.ProducerSettings;
import io.market1s.operations.Operations;
import io.market1s.settings.InvalidSettingsException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A start that fails at any of its steps leaves no thread behind, and so no open port and no connection. */
class FailedStartTest {
    /** They belong to the process: OkHttp and Okio keep them for the next client, Awaitility for the next wait. */
    private static final List<String> SHARED = List.of("TaskRunner", "Okio Watchdog", "awaitility", "Common-Cleaner");

    private final FakeExchange exchange = new FakeExchange();
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "INGEST_SYMBOLS",
            "KRW-BTC",
            "INGEST_WS_URL",
            exchange.webSocketUrl(),
            "INGEST_REST_URL",
            exchange.restUrl(),
            // Nothing listens there.
            "KAFKA_BOOTSTRAP_SERVERS",
            "127.0.0.1:1"));
    private final Operations operations = Operations.start(Optional.empty());
    private Set<Thread> before = Set.of();
    private @Nullable RuntimeException topics;
    private @Nullable RuntimeException producer;
    private InstantSource clock = InstantSource.system();

    @BeforeEach
    void lookAtTheThreads() {
        exchange.answersMarketsWith(200, "[{\"market\":\"KRW-BTC\"}]");
        before = Thread.getAllStackTraces().keySet();
    }

    @AfterEach
    void close() {
        operations.close();
        exchange.close();
    }

    @Test
    void whenASymbolDoesNotExist() {
        environment.put("INGEST_SYMBOLS", "KRW-DOGS");
        assertThatThrownBy(this::start).isInstanceOf(InvalidSettingsException.class);
        assertNothingIsLeft();
    }

    @Test
    void whenItIsInterruptedWhileTheExchangeDoesNotAnswer() throws Exception {
        exchange.answersMarketsWith(503, "");
        environment.put("INGEST_SYMBOLS", "KRW");
        CompletableFuture<IngestService> started = new CompletableFuture<>();
        Thread starting = new Thread(() -> {
            try {
                started.complete(start());
            } catch (InterruptedException | RuntimeException e) {
                started.completeExceptionally(e);
            }
        });
        starting.start();
        starting.interrupt();
        assertThatThrownBy(() -> started.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(InterruptedException.class);
        assertNothingIsLeft();
    }

    @Test
    void whenKafkaRefusesTheTopics() {
        topics = new IllegalStateException("not authorized");
        assertThatThrownBy(this::start).isSameAs(topics);
        assertNothingIsLeft();
    }

    @Test
    void whenNoClientOfKafkaCanBeMade() {
        environment.put("KAFKA_SECURITY_PROTOCOL", "CARRIER_PIGEON");
        assertThatThrownBy(() -> {
                    IngestSettings settings = IngestSettings.from(environment);
                    IngestService.start(settings, operations, clock);
                })
                .isInstanceOf(KafkaException.class);
        assertNothingIsLeft();
    }

    @Test
    void whenTheProducerCannotBeMade() {
        producer = new KafkaException("no such key store");
        assertThatThrownBy(this::start).isSameAs(producer);
        assertNothingIsLeft();
    }

    @Test
    void whenAPartCannotBeWired() {
        clock = () -> {
            throw new IllegalStateException("the clock is broken");
        };
        assertThatThrownBy(this::start).hasMessage("the clock is broken");
        assertNothingIsLeft();
    }

    @Test
    void whenACounterCannotBeRegistered() {
        operations.registry().timer("market1s.ingest.heartbeats");
        assertThatThrownBy(this::start).isInstanceOf(IllegalArgumentException.class);
        assertNothingIsLeft();
    }

    @Test
    void whenAGaugeCannotBeRegistered() {
        operations.registry().timer("market1s.ingest.symbols");
        assertThatThrownBy(this::start).isInstanceOf(IllegalArgumentException.class);
        assertNothingIsLeft();
    }

    @Test
    void whenTheProcessHasOpenedItsPortBefore() {
        environment.put("INGEST_SYMBOLS", "KRW-DOGS");
        environment.put("INGEST_HTTP_ADDRESS", "127.0.0.1:0");
        assertThat(IngestMain.run(new String[0], environment)).isEqualTo(2);
        assertNothingIsLeft();
    }

    @Test
    void closingARunningOneLeavesNothingEither() throws Exception {
        environment.put("INGEST_KEY_FRAMES", "1s");
        IngestService service = start();
        exchange.nextPeer();
        assertThat(left())
                .extracting(Thread::getName)
                .contains("ingest-timer", "ingest-backfill", "ingest-key-frames", "ingest-publisher-1");

        service.close();
        service.join();
        assertNothingIsLeft();
    }

    private IngestService start() throws InterruptedException {
        IngestSettings settings = IngestSettings.from(environment);
        return IngestStart.run(
                settings,
                new KafkaClients() {
                    @Override
                    public void createTopics() {
                        fail(topics);
                    }

                    @Override
                    public Producer<@Nullable String, byte[]> producer() {
                        fail(producer);
                        return new KafkaProducer<>(
                                ProducerSettings.producer(settings.kafka()),
                                new StringSerializer(),
                                new ByteArraySerializer());
                    }

                    @Override
                    public Consumer<byte[], byte[]> consumer() {
                        return MockLog.empty();
                    }
                },
                operations,
                clock);
    }

    private static void fail(@Nullable RuntimeException failure) {
        if (failure != null) {
            throw failure;
        }
    }

    private void assertNothingIsLeft() {
        operations.close();
        await().untilAsserted(() -> assertThat(left()).isEmpty());
    }

    private List<Thread> left() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread) && SHARED.stream().noneMatch(thread.getName()::contains))
                .toList();
    }
}
