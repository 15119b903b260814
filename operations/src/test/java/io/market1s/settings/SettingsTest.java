package io.market1s.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @Test
    void hasDefaultsForWhatIsUnsetOrEmpty() {
        Settings settings = settings(Map.of("INGEST_URL", ""));

        assertThat(settings.text("URL", "wss://x")).isEqualTo("wss://x");
        assertThat(settings.integer("PARTITIONS", 4, 1, 100)).isEqualTo(4);
        assertThat(settings.duration("GRACE", Duration.ofMillis(500), Duration.ZERO, Duration.ofMinutes(1)))
                .isEqualTo(Duration.ofMillis(500));
        assertThat(settings.flag("PILOT", true)).isTrue();
        assertThat(settings.list("SYMBOLS")).isEmpty();
        settings.check();
    }

    @Test
    void readsEveryKindOfSetting() {
        Settings settings = settings(Map.of(
                "INGEST_URL", "wss://y",
                "INGEST_PARTITIONS", "8",
                "INGEST_GRACE", "2s",
                "INGEST_PILOT", "false",
                "INGEST_SYMBOLS", " KRW-BTC, ,KRW-ETH,"));

        assertThat(settings.text("URL", "wss://x")).isEqualTo("wss://y");
        assertThat(settings.integer("PARTITIONS", 4, 1, 100)).isEqualTo(8);
        assertThat(settings.duration("GRACE", Duration.ofMillis(500), Duration.ZERO, Duration.ofMinutes(1)))
                .isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.flag("PILOT", true)).isFalse();
        assertThat(settings.list("SYMBOLS")).containsExactly("KRW-BTC", "KRW-ETH");
        settings.check();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "PARTITIONS; 0; write a whole number from 1 to 100",
                "PARTITIONS; 101; write a whole number from 1 to 100",
                "PARTITIONS; four; write a whole number from 1 to 100",
                "PARTITIONS; 4.0; write a whole number from 1 to 100",
                "PARTITIONS; 99999999999; write a whole number from 1 to 100",
                "GRACE; 5; write a duration from 0s to 1m",
                "GRACE; 2m; write a duration from 0s to 1m",
                "PILOT; yes; write true or false",
                "PILOT; TRUE; write true or false"
            })
    void namesTheKeyTheValueAndTheRemedyOfABadValue(String name, String value, String remedy) {
        Settings settings = settings(Map.of("INGEST_" + name, value));

        readAll(settings);

        assertThatThrownBy(settings::check)
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("INGEST_" + name + ": '" + value + "'")
                .hasMessageContaining(remedy);
    }

    @Test
    void saysEverythingThatIsWrongAtOnce() {
        Settings settings = settings(
                Map.of("INGEST_PARTITIONS", "x", "INGEST_GRACE", "y", "INGEST_PILOT", "z", "INGEST_OTHER", "1"));
        readAll(settings);
        settings.problem("SYMBOLS and QUOTES exclude each other");

        assertThatThrownBy(settings::check)
                .hasMessageContainingAll(
                        "INGEST_PARTITIONS",
                        "INGEST_GRACE",
                        "INGEST_PILOT",
                        "INGEST_OTHER",
                        "SYMBOLS and QUOTES exclude each other");
    }

    @Test
    void refusesASettingThatItDoesNotKnowAndSuggestsTheNearest() {
        Settings settings = settings(Map.of("INGEST_PARTITION", "4"));
        readAll(settings);

        assertThatThrownBy(settings::check)
                .hasMessageContaining("INGEST_PARTITION: there is no such setting; did you mean INGEST_PARTITIONS?");
    }

    @Test
    void namesAllSettingsIfNoneIsNear() {
        Settings settings = settings(Map.of("INGEST_COLOUR", "4"));
        readAll(settings);

        assertThatThrownBy(settings::check)
                .hasMessageContaining("INGEST_COLOUR: there is no such setting; known are INGEST_GRACE,")
                .hasMessageNotContaining("did you mean");
    }

    @Test
    void knowsTheFormatOfTheLogForEveryService() {
        assertThat(settings(Map.of()).effective()).containsEntry("LOG_FORMAT", "text");
        Settings json = settings(Map.of("LOG_FORMAT", "json"));
        json.check();
        assertThat(json.effective()).containsEntry("LOG_FORMAT", "json");
        assertThatThrownBy(settings(Map.of("LOG_FORMAT", "xml"))::check)
                .hasMessageContaining("LOG_FORMAT: 'xml' is not possible; write text or json");
    }

    @Test
    void leavesTheVariablesOfOthersAlone() {
        Settings settings = settings(Map.of("PATH", "/bin", "RESAMPLE_GRACE", "1s"));
        readAll(settings);

        settings.check();
    }

    @Test
    void passesKafkasSettingsThrough() {
        Settings settings =
                settings(Map.of("KAFKA_BOOTSTRAP_SERVERS", "k:9092", "KAFKA_LINGER_MS", "5", "KAFKA_ACKS", ""));

        assertThat(settings.kafka("localhost:9092")).isEqualTo(Map.of("bootstrap.servers", "k:9092", "linger.ms", "5"));
        assertThat(settings(Map.of()).kafka("localhost:9092")).isEqualTo(Map.of("bootstrap.servers", "localhost:9092"));
    }

    @Test
    void showsWhatIsInEffectButNoSecret() {
        Settings settings = settings(Map.of(
                "INGEST_DB_PASSWORD", "hunter2",
                "INGEST_PARTITIONS", "8",
                "KAFKA_SASL_JAAS_CONFIG", "hunter3",
                "KAFKA_SSL_KEY_PASSWORD", "hunter4"));
        settings.text("DB_PASSWORD", "");
        settings.integer("PARTITIONS", 4, 1, 100);
        settings.flag("PILOT", true);
        assertThat(settings.kafka("localhost:9092")).containsEntry("sasl.jaas.config", "hunter3");

        assertThat(settings.effective())
                .containsEntry("INGEST_PARTITIONS", "8")
                .containsEntry("INGEST_PILOT", "true")
                .containsEntry("INGEST_DB_PASSWORD", "***");
        assertThat(settings.effective().toString()).doesNotContain("hunter");
    }

    @ParameterizedTest
    @CsvSource({
        "INGEST_API_KEY, abc, ***",
        "INGEST_TOKEN, abc, ***",
        "INGEST_DB_PASSWORD_FILE, /run/secrets/db, /run/secrets/db",
        "INGEST_KEY_FRAMES, 5m, 5m",
        "INGEST_JDBC_URL, jdbc:postgresql://db/market?user=u&password=abc&ssl=true,"
                + " jdbc:postgresql://db/market?user=u&password=***&ssl=true",
        "INGEST_URL, wss://me:abc@proxy:8080/v1, wss://me:***@proxy:8080/v1"
    })
    void masksWhatIsSecretAndNothingElse(String key, String value, String shown) {
        Settings settings = settings(Map.of(key, value));
        settings.text(key.substring("INGEST_".length()), "");

        assertThat(settings.effective()).containsEntry(key, shown);
    }

    @Test
    void showsNoSecretThatIsBad() {
        Settings settings = settings(Map.of("INGEST_SECRET_NUMBER", "hunter2"));
        settings.integer("SECRET_NUMBER", 1, 1, 9);

        assertThatThrownBy(settings::check)
                .hasMessageContaining("INGEST_SECRET_NUMBER")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void findsTheNearestName() {
        assertThat(Nearest.to("SYMBOL", List.of("SYMBOLS", "QUOTES"))).contains("SYMBOLS");
        assertThat(Nearest.to("GARCE", List.of("TRACE", "GRACE"))).contains("GRACE");
        assertThat(Nearest.to("URL", List.of("GRACE"))).isEmpty();
        assertThat(Nearest.to("GRACES", List.of("TRACE", "GRACE"))).contains("GRACE");
        assertThat(Nearest.to("X", List.of())).isEmpty();
    }

    private static void readAll(Settings settings) {
        settings.text("URL", "wss://x");
        settings.integer("PARTITIONS", 4, 1, 100);
        settings.duration("GRACE", Duration.ofMillis(500), Duration.ZERO, Duration.ofMinutes(1));
        settings.flag("PILOT", true);
    }

    private static Settings settings(Map<String, String> environment) {
        return new Settings(environment, "INGEST_");
    }
}
