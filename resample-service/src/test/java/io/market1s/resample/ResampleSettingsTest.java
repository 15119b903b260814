package io.market1s.resample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.market1s.resample.stream.ResampleRules;
import io.market1s.settings.HttpAddress;
import io.market1s.settings.InvalidSettingsException;
import io.market1s.settings.TopicLayout;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResampleSettingsTest {
    @Test
    void hasDefaultsForEverything() {
        ResampleSettings settings = ResampleSettings.from(Map.of());

        assertThat(settings.rules().grace()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.rules().horizon()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.rules().keepAlive()).isEqualTo(Duration.ofHours(6));
        assertThat(settings.application().id()).isEqualTo("market-1s-resample");
        assertThat(settings.application().instance()).isEqualTo("resample-0");
        assertThat(settings.application().stateDirectory()).isEqualTo(Path.of("state"));
        assertThat(settings.application().threads()).isEqualTo(1);
        assertThat(settings.topics().partitions()).isEqualTo(4);
        assertThat(settings.topics().replication()).isEqualTo((short) -1);
        assertThat(settings.http()).hasValue(new HttpAddress("127.0.0.1", 9102));
        assertThat(settings.connect()).isEmpty();
        assertThat(settings.kafka()).containsEntry("bootstrap.servers", "127.0.0.1:9092");
    }

    @Test
    void mapsEveryKey() {
        ResampleSettings settings = ResampleSettings.from(Map.ofEntries(
                Map.entry("RESAMPLE_GRACE", "250ms"),
                Map.entry("RESAMPLE_HORIZON", "5m"),
                Map.entry("RESAMPLE_KEEP_ALIVE", "10m"),
                Map.entry("RESAMPLE_KEY_FRAMES", "3m"),
                Map.entry("RESAMPLE_APPLICATION_ID", "a"),
                Map.entry("RESAMPLE_INSTANCE", "i"),
                Map.entry("RESAMPLE_STATE_DIR", "/s"),
                Map.entry("RESAMPLE_THREADS", "2"),
                Map.entry("RESAMPLE_PARTITIONS", "8"),
                Map.entry("RESAMPLE_REPLICATION", "3"),
                Map.entry("RESAMPLE_RAW_RETENTION", "30d"),
                Map.entry("RESAMPLE_HTTP_ADDRESS", "off"),
                Map.entry("RESAMPLE_CONNECT_URL", "http://connect:8083"),
                Map.entry("RESAMPLE_SINK", "s"),
                Map.entry("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092")));

        assertThat(settings)
                .usingRecursiveComparison()
                .ignoringFields("effective")
                .isEqualTo(new ResampleSettings(
                        new ResampleRules(Duration.ofMillis(250), Duration.ofMinutes(5), Duration.ofMinutes(10)),
                        Duration.ofMinutes(3),
                        new ResampleSettings.Application("a", "i", Path.of("/s"), 2),
                        new TopicLayout(8, (short) 3, Duration.ofDays(30)),
                        Optional.empty(),
                        Optional.of(URI.create("http://connect:8083")),
                        "s",
                        Map.of("bootstrap.servers", "kafka:9092"),
                        Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "RESAMPLE_GRACE,0.5s",
        "RESAMPLE_GRACE,2m",
        "RESAMPLE_HORIZON,0s",
        "RESAMPLE_HORIZON,7h",
        "RESAMPLE_KEEP_ALIVE,2500ms",
        "RESAMPLE_CONNECT_URL,connect:8083",
        "RESAMPLE_THREADS,0",
        "RESAMPLE_PARTITIONS,four",
        "RESAMPLE_REPLICATION,11",
        "RESAMPLE_REPLICATION,0",
        "RESAMPLE_RAW_RETENTION,forever",
        "RESAMPLE_GRAECE,1s"
    })
    void namesTheKeyOfABadValue(String key, String value) {
        assertThatThrownBy(() -> ResampleSettings.from(Map.of(key, value)))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining(key);
    }

    /** Promises 1 and 3: what passes through may not switch off what the promises need. */
    @Test
    void theGuaranteesCannotBeConfiguredAway() {
        Properties streams = StreamsConfiguration.of(ResampleSettings.from(
                Map.of("KAFKA_PROCESSING_GUARANTEE", "at_least_once", "KAFKA_COMMIT_INTERVAL_MS", "200")));

        assertThat(streams)
                .containsEntry(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2)
                .containsEntry(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, "200");
        assertThat(new StreamsConfig(streams).getString(StreamsConfig.APPLICATION_ID_CONFIG))
                .isEqualTo("market-1s-resample");
    }

    /** Promise 1: for so long the seconds of a killed instance wait for another one. */
    @Test
    void theSessionTimeoutIsShortUnlessToldOtherwise() {
        assertThat(StreamsConfiguration.of(ResampleSettings.from(Map.of())))
                .containsEntry(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        assertThat(StreamsConfiguration.of(ResampleSettings.from(Map.of("KAFKA_SESSION_TIMEOUT_MS", "20000"))))
                .containsEntry(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "20000");
    }
}
