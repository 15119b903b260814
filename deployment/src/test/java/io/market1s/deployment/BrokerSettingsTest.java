package io.market1s.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.server.config.AbstractKafkaConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Kafka's brokers are told: they only warn of a setting that they do not know. */
class BrokerSettingsTest {
    private static final String PREFIX = "KAFKA_";

    @Test
    void areKnownToKafkaInCompose() throws Exception {
        Map<String, String> settings = new HashMap<>();
        JsonNode environment =
                ComposeFile.with("demo.env").services().get("kafka").path("environment");
        environment.properties().forEach(variable -> {
            if (variable.getKey().startsWith(PREFIX) && !variable.getKey().equals("KAFKA_HEAP_OPTS")) {
                settings.put(
                        variable.getKey()
                                .substring(PREFIX.length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '.'),
                        variable.getValue().asText());
            }
        });

        requireKnown(settings);
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "production"})
    void areKnownToKafkaInACluster(String overlay) {
        Map<String, String> settings = new HashMap<>();
        Manifests.of(overlay)
                .one("Kafka", "market")
                .at("/spec/kafka/config")
                .properties()
                .forEach(setting ->
                        settings.put(setting.getKey(), setting.getValue().asText()));

        requireKnown(settings);
    }

    private static void requireKnown(Map<String, String> settings) {
        assertThat(settings).hasSizeGreaterThan(5);
        assertThat(AbstractKafkaConfig.CONFIG_DEF.names()).containsAll(new TreeSet<>(settings.keySet()));
        settings.forEach(
                (name, value) -> assertThat(AbstractKafkaConfig.CONFIG_DEF.validate(Map.of(name, value)).stream()
                                .filter(found -> found.name().equals(name))
                                .flatMap(found -> found.errorMessages().stream())
                                .toList())
                        .as(name)
                        .isEmpty());
    }
}
