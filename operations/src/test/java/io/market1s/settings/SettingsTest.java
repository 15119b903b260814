package io.market1s.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private final KnownSettings known = new KnownSettings("INGEST_").withKafka();
    private final Setting<String> url = known.add(Setting.text("URL", "wss://x", "the exchange"));
    private final Setting<Integer> partitions =
            known.add(Setting.integer("PARTITIONS", 4, 1, 100, "partitions of each topic"));
    private final Setting<Duration> grace =
            known.add(Setting.duration("GRACE", "500ms", "0s", "1m", "how long a second stays open"));
    private final Setting<Optional<Duration>> backfill = known.add(
            Setting.duration("BACKFILL", "10m", "1s", "7d", "how far back").orOff("10m", List.of("0s")));
    private final Setting<URI> rest =
            known.add(Setting.url("REST", "https://x", Set.of("http", "https"), "the exchange's REST interface"));

    @Test
    void hasDefaultsForWhatIsUnsetOrEmpty() {
        Settings settings = known.read(Map.of("INGEST_URL", ""));

        assertThat(settings.get(url)).isEqualTo("wss://x");
        assertThat(settings.get(partitions)).isEqualTo(4);
        assertThat(settings.get(grace)).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.get(backfill)).hasValue(Duration.ofMinutes(10));
        assertThat(settings.get(rest)).isEqualTo(URI.create("https://x"));
        settings.check();
    }

    @Test
    void readsEveryKindOfSetting() {
        Settings settings = known.read(Map.of(
                "INGEST_URL", "wss://y",
                "INGEST_PARTITIONS", "8",
                "INGEST_GRACE", "2s",
                "INGEST_BACKFILL", "1h",
                "INGEST_REST", "http://y:1"));

        assertThat(settings.get(url)).isEqualTo("wss://y");
        assertThat(settings.get(partitions)).isEqualTo(8);
        assertThat(settings.get(grace)).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.get(backfill)).hasValue(Duration.ofHours(1));
        assertThat(settings.get(rest)).isEqualTo(URI.create("http://y:1"));
        settings.check();
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "0s"})
    void switchesOffByOneWordAndByThoseOfEarlierVersions(String word) {
        Settings settings = known.read(Map.of("INGEST_BACKFILL", word));

        assertThat(settings.get(backfill)).isEmpty();
        settings.check();
    }

    @Test
    void hasADefaultThatFollowsFromOthers() {
        assertThat(known.read(Map.of()).get(backfill, "3m")).hasValue(Duration.ofMinutes(3));
        assertThat(known.read(Map.of("INGEST_BACKFILL", "1h")).get(backfill, "3m"))
                .hasValue(Duration.ofHours(1));
    }

    @Test
    void saysWhatMustBeSetAndHow() {
        Setting<String> user =
                known.add(Setting.text("USER", "market_sink", "the role").mandatory());
        Settings settings = known.read(Map.of());
        settings.get(user);

        assertThatThrownBy(settings::check).hasMessageContaining("INGEST_USER: must be set, for example market_sink");
    }

    @Test
    void showsTheDefaultOfEverySetting() {
        assertThat(List.of(partitions, backfill, Setting.text("A", "", ""), url.mandatory()))
                .extracting(Setting::shownDefault)
                .containsExactly("4", "10m", "none", "required");
        assertThat(known.all()).extracting(Setting::name).endsWith("KAFKA_BOOTSTRAP_SERVERS", "KAFKA_FOO_BAR");
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
                "BACKFILL; 8d; write a duration from 1s to 7d, or off",
                "BACKFILL; OFF; write a duration from 1s to 7d, or off",
                "REST; ftp://y; write an address such as https://x",
                "REST; y; write an address such as https://x",
                "REST; http://a b; write an address such as https://x"
            })
    void namesTheKeyTheValueAndTheRemedyOfABadValue(String name, String value, String remedy) {
        Settings settings = known.read(Map.of("INGEST_" + name, value));

        readAll(settings);

        assertThatThrownBy(settings::check)
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("INGEST_" + name + ": '" + value + "'")
                .hasMessageContaining(remedy);
    }

    @Test
    void saysEverythingThatIsWrongAtOnce() {
        Settings settings = known.read(
                Map.of("INGEST_PARTITIONS", "x", "INGEST_GRACE", "y", "INGEST_BACKFILL", "z", "INGEST_OTHER", "1"));
        readAll(settings);
        settings.problem("SYMBOLS and QUOTES exclude each other");

        assertThatThrownBy(settings::check)
                .hasMessageContainingAll(
                        "INGEST_PARTITIONS",
                        "INGEST_GRACE",
                        "INGEST_BACKFILL",
                        "INGEST_OTHER",
                        "SYMBOLS and QUOTES exclude each other");
    }

    @Test
    void refusesASettingThatItDoesNotKnowAndSuggestsTheNearest() {
        Settings settings = known.read(Map.of("INGEST_PARTITION", "4"));
        readAll(settings);

        assertThatThrownBy(settings::check)
                .hasMessageContaining("INGEST_PARTITION: there is no such setting; did you mean INGEST_PARTITIONS?");
    }

    @Test
    void namesAllSettingsIfNoneIsNear() {
        Settings settings = known.read(Map.of("INGEST_COLOUR", "4"));
        readAll(settings);

        assertThatThrownBy(settings::check)
                .hasMessageContaining("INGEST_COLOUR: there is no such setting; known are INGEST_BACKFILL,")
                .hasMessageNotContaining("did you mean");
    }

    @Test
    void knowsTheFormatOfTheLogForEveryService() {
        assertThat(known.read(Map.of()).effective()).containsEntry("LOG_FORMAT", "text");
        Settings json = known.read(Map.of("LOG_FORMAT", "json"));
        json.check();
        assertThat(json.effective()).containsEntry("LOG_FORMAT", "json");
        assertThatThrownBy(known.read(Map.of("LOG_FORMAT", "xml"))::check)
                .hasMessageContaining("LOG_FORMAT: 'xml' is not possible; write text or json");
    }

    @Test
    void leavesTheVariablesOfOthersAlone() {
        Settings settings = known.read(Map.of("PATH", "/bin", "RESAMPLE_GRACE", "1s"));
        readAll(settings);

        settings.check();
    }

    @Test
    void passesKafkasSettingsThrough() {
        Settings settings =
                known.read(Map.of("KAFKA_BOOTSTRAP_SERVERS", "k:9092", "KAFKA_LINGER_MS", "5", "KAFKA_ACKS", ""));

        assertThat(settings.kafka()).isEqualTo(Map.of("bootstrap.servers", "k:9092", "linger.ms", "5"));
        assertThat(known.read(Map.of()).kafka()).isEqualTo(Map.of("bootstrap.servers", "127.0.0.1:9092"));
    }

    @Test
    void showsWhatIsInEffectButNoSecret() {
        Setting<String> password = known.add(Setting.text("DB_PASSWORD", "", "the password"));
        Settings settings = known.read(Map.of(
                "INGEST_DB_PASSWORD", "hunter2",
                "INGEST_PARTITIONS", "8",
                "KAFKA_SASL_JAAS_CONFIG", "hunter3",
                "KAFKA_SSL_KEY_PASSWORD", "hunter4"));
        settings.get(password);
        settings.get(partitions);
        settings.get(grace);
        assertThat(settings.kafka()).containsEntry("sasl.jaas.config", "hunter3");

        assertThat(settings.effective())
                .containsEntry("INGEST_PARTITIONS", "8")
                .containsEntry("INGEST_GRACE", "500ms")
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
        Setting<String> setting = known.add(Setting.text(key.substring("INGEST_".length()), "", ""));
        Settings settings = known.read(Map.of(key, value));
        settings.get(setting);

        assertThat(settings.effective()).containsEntry(key, shown);
    }

    @Test
    void showsNoSecretThatIsBad() {
        Setting<Integer> number = known.add(Setting.integer("SECRET_NUMBER", 1, 1, 9, ""));
        Settings settings = known.read(Map.of("INGEST_SECRET_NUMBER", "hunter2"));
        settings.get(number);

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

    private void readAll(Settings settings) {
        settings.get(url);
        settings.get(partitions);
        settings.get(grace);
        settings.get(backfill);
        settings.get(rest);
    }
}
