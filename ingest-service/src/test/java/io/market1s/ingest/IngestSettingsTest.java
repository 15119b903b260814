package io.market1s.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.market1s.ingest.exchange.SymbolSelection;
import io.market1s.ingest.kafka.ProducerSettings;
import io.market1s.settings.HttpAddress;
import io.market1s.settings.InvalidSettingsException;
import io.market1s.settings.TopicLayout;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IngestSettingsTest {
    @Test
    void hasDefaultsForEverythingButTheSymbols() {
        IngestSettings settings = with("INGEST_SYMBOLS", "KRW-BTC");
        assertThat(settings.exchange().webSocketUrl()).isEqualTo("wss://api.upbit.com/websocket/v1");
        assertThat(settings.exchange().restUrl()).isEqualTo("https://api.upbit.com");
        assertThat(settings.replica()).isEqualTo("ingest-0");
        assertThat(settings.connections().pilot()).isEqualTo("KRW-BTC.1");
        assertThat(settings.history().horizon()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.connections().symbols()).isEqualTo(300);
        assertThat(settings.connections().pingInterval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.connections().reconnectMin()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.connections().reconnectMax()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.connections().firstFrames()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.statusInterval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.history().keyFrames()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.exchange().marketList()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.history().backfill()).isEqualTo(settings.history().horizon());
        assertThat(settings.bufferMib()).isEqualTo(32);
        assertThat(settings.topics().partitions()).isEqualTo(4);
        assertThat(settings.topics().replication()).isEqualTo((short) -1);
        assertThat(settings.topics().rawRetention()).isEqualTo(Duration.ofDays(7));
        assertThat(settings.kafka()).containsExactly(Map.entry("bootstrap.servers", "127.0.0.1:9092"));
    }

    @Test
    void readsEveryVariable() {
        Map<String, String> environment = new HashMap<>();
        environment.put("INGEST_SYMBOLS", "KRW, BTC-XRP");
        environment.put("INGEST_WS_URL", "ws://127.0.0.1:18081/websocket/v1");
        environment.put("INGEST_REST_URL", "http://127.0.0.1:18081");
        environment.put("INGEST_REPLICA", "ingest-1");
        environment.put("INGEST_PILOT", "KRW-XRP");
        environment.put("INGEST_HORIZON", "5m");
        environment.put("INGEST_SYMBOLS_PER_CONNECTION", "50");
        environment.put("INGEST_PING_INTERVAL", "5s");
        environment.put("INGEST_RECONNECT_MIN", "1s");
        environment.put("INGEST_RECONNECT_MAX", "1m");
        environment.put("INGEST_FIRST_FRAMES", "20s");
        environment.put("INGEST_STATUS_INTERVAL", "1m");
        environment.put("INGEST_KEY_FRAMES", "2m");
        environment.put("INGEST_MARKET_LIST", "3m");
        environment.put("INGEST_BACKFILL", "1h");
        environment.put("INGEST_WITNESS", "2m");
        environment.put("INGEST_BUFFER_MIB", "64");
        environment.put("INGEST_PARTITIONS", "8");
        environment.put("INGEST_REPLICATION", "3");
        environment.put("INGEST_RAW_RETENTION", "30d");
        environment.put("INGEST_HTTP_ADDRESS", "0.0.0.0:9101");
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092");
        environment.put("KAFKA_BUFFER_MEMORY", "1000000");

        IngestSettings settings = IngestSettings.from(environment);

        assertThat(settings)
                .usingRecursiveComparison()
                .ignoringFields("effective")
                .isEqualTo(new IngestSettings(
                        new IngestSettings.ExchangeSettings(
                                new SymbolSelection(List.of("BTC-XRP"), List.of("KRW"), false),
                                "ws://127.0.0.1:18081/websocket/v1",
                                "http://127.0.0.1:18081",
                                Duration.ofMinutes(3),
                                Duration.ofMinutes(2)),
                        new IngestSettings.ConnectionSettings(
                                50,
                                "KRW-XRP",
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(1),
                                Duration.ofMinutes(1),
                                Duration.ofSeconds(20)),
                        new IngestSettings.HistorySettings(
                                Duration.ofMinutes(5), Duration.ofMinutes(2), Duration.ofHours(1)),
                        "ingest-1",
                        64,
                        Duration.ofMinutes(1),
                        new TopicLayout(8, (short) 3, Duration.ofDays(30)),
                        Optional.of(new HttpAddress("0.0.0.0", 9101)),
                        Map.of("bootstrap.servers", "kafka:9092", "buffer.memory", "1000000"),
                        Map.of()));
    }

    @Test
    void hasNoPilotIfItIsOff() {
        assertThat(with("INGEST_PILOT", "off").connections().pilot()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "none"})
    void stillTakesTheOldWordsForNoPilot(String word) {
        IngestSettings settings = with("INGEST_PILOT", word);

        assertThat(settings.connections().pilot()).isNull();
        assertThat(settings.effective()).doesNotContainEntry("INGEST_PILOT", "KRW-BTC.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "0s"})
    void switchesOffWhatIsDoneAgainAndAgain(String off) {
        assertThat(with("INGEST_KEY_FRAMES", off).history().keyFrames()).isZero();
        assertThat(with("INGEST_BACKFILL", off).history().backfill()).isZero();
        assertThat(with("INGEST_MARKET_LIST", off).exchange().marketList()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "INGEST_SYMBOLS, krw-btc",
        "INGEST_WS_URL, https://api.upbit.com",
        "INGEST_WS_URL, 'wss://not an address'",
        "INGEST_REST_URL, api.upbit.com",
        "INGEST_REPLICA, a/b",
        "INGEST_PILOT, KRW-BTC.2",
        "INGEST_PILOT, btc",
        "INGEST_HORIZON, 1x",
        "INGEST_SYMBOLS_PER_CONNECTION, 0",
        "INGEST_PING_INTERVAL, 1h",
        "INGEST_RECONNECT_MIN, 1ms",
        "INGEST_RECONNECT_MAX, 300ms",
        "INGEST_FIRST_FRAMES, soon",
        "INGEST_STATUS_INTERVAL, 0s",
        "INGEST_KEY_FRAMES, 10ms",
        "INGEST_MARKET_LIST, 10ms",
        "INGEST_KEY_FRAMES, never",
        "INGEST_BACKFILL, 8d",
        "INGEST_BUFFER_MIB, 0",
        "INGEST_PARTITIONS, none",
        "INGEST_REPLICATION, 0",
        "INGEST_RAW_RETENTION, -1",
        "INGEST_SIMBOLS, KRW",
        "KAFKA_ACKS, 1",
        "KAFKA_ENABLE_IDEMPOTENCE, false",
        "KAFKA_MAX_BLOCK_MS, 60001",
        "KAFKA_DELIVERY_TIMEOUT_MS, long",
    })
    void namesTheVariableThatIsWrong(String variable, String value) {
        assertThatThrownBy(() -> with(variable, value))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining(variable);
    }

    @Test
    void saysThatSymbolsAreNeeded() {
        assertThatThrownBy(() -> IngestSettings.from(Map.of()))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("INGEST_SYMBOLS");
    }

    @Test
    void neverShowsASecret() {
        assertThat(with("KAFKA_SASL_JAAS_CONFIG", "password=hunter2").toString())
                .doesNotContain("hunter2")
                .contains("INGEST_SYMBOLS=KRW-BTC");
    }

    @Test
    void makesAProducerThatKafkaAccepts() {
        Map<String, Object> producer = ProducerSettings.producer(
                with("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1").kafka());
        assertThat(producer).containsEntry("acks", "all").containsEntry("enable.idempotence", "true");
        try (KafkaProducer<String, byte[]> made =
                new KafkaProducer<>(producer, new StringSerializer(), new ByteArraySerializer())) {
            assertThat(made.metrics()).isNotEmpty();
            made.close(Duration.ZERO);
        }
    }

    private static IngestSettings with(String variable, String value) {
        Map<String, String> environment = new HashMap<>(Map.of("INGEST_SYMBOLS", "KRW-BTC"));
        environment.put(variable, value);
        return IngestSettings.from(environment);
    }
}
