package io.market1s.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.market1s.connect.SinkConfig;
import io.market1s.data.topic.TopicSpec;
import io.market1s.data.topic.Topics;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** k8s/, without a cluster. */
class ManifestsTest {
    @ParameterizedTest
    @ValueSource(strings = {"local", "production"})
    void isValidToTheLastField(String overlay) throws Exception {
        assertThat(Manifests.of(overlay).all()).hasSizeGreaterThan(40);
        for (JsonNode manifest : Manifests.of(overlay).all()) {
            Schemas.require(manifest);
        }
    }

    /** The check itself: each of these mistakes must be found. */
    @ParameterizedTest
    @CsvSource({
        "StatefulSet, ingest, /spec, replica, 2",
        "StatefulSet, ingest, /spec, replicas, many",
        "Kafka, market, /spec/kafka, lisseners, x",
        "KafkaTopic, market-1s, /spec, partitions, many",
        "KafkaConnector, market-1s-sink, /spec/autoRestart, enable, true",
        "KafkaNodePool, broker, /spec/storage, type, floppy",
        "KafkaUser, ingest, /spec/authorization/acls/0/resource, type, tropic",
        "KafkaUser, ingest, /spec/authorization/acls/0, operaton, Write",
        "Cluster, postgres, /spec, instance, 3",
        "PodMonitor, market-1s, /spec, podMetricEndpoints, x"
    })
    void findsAMistake(String kind, String name, String place, String field, String value) {
        JsonNode manifest = Manifests.of("production").one(kind, name).deepCopy();
        ((ObjectNode) manifest.at(place)).put(field, value);

        assertThatThrownBy(() -> Schemas.require(manifest))
                .isInstanceOfAny(AssertionError.class, RuntimeException.class, JsonMappingException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "production"})
    void tellsTheServicesOnlyWhatTheyKnow(String overlay) {
        assertThat(Manifests.of(overlay).containers()).hasSizeGreaterThanOrEqualTo(7);
        Manifests.of(overlay).containers().forEach(Container::requireKnownEnvironment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "production"})
    void hasTheTopicsThatTheServicesWouldMake(String overlay) {
        Map<String, Map<String, String>> found = new TreeMap<>();
        Set<String> partitions = new HashSet<>();
        Manifests.of(overlay).ofKind("KafkaTopic").forEach(topic -> {
            Map<String, String> configs = new TreeMap<>();
            topic.at("/spec/config")
                    .properties()
                    .forEach(config ->
                            configs.put(config.getKey(), config.getValue().asText()));
            found.put(topic.at("/spec/topicName").asText(), configs);
            partitions.add(topic.at("/spec/partitions").asText());
        });

        assertThat(found)
                .isEqualTo(Topics.all(Duration.ofDays(7)).stream()
                        .collect(Collectors.toMap(TopicSpec::name, TopicSpec::configs)));
        assertThat(partitions).hasSize(1);
        assertThat(Manifests.of(overlay).containers().stream()
                        .map(Container::partitions)
                        .filter(number -> number != null))
                .hasSizeGreaterThanOrEqualTo(2)
                .containsOnly(partitions.iterator().next());
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "production"})
    void registersTheShippedSink(String overlay) {
        Map<String, String> expected = SinkConfig.template();
        expected.keySet().removeAll(Set.of("name", "connector.class", "tasks.max"));
        Map<String, String> found = new TreeMap<>();
        JsonNode sink = Manifests.of(overlay).one("KafkaConnector", SinkConfig.NAME);
        sink.at("/spec/config")
                .properties()
                .forEach(config -> found.put(config.getKey(), config.getValue().asText()));

        assertThat(found).isEqualTo(new TreeMap<>(expected));
        assertThat(sink.at("/spec/autoRestart/enabled").asBoolean()).isTrue();
    }

    /** What the connector's configuration asks of the environment, Strimzi's pods are given. */
    @ParameterizedTest
    @ValueSource(strings = {"local", "production"})
    void givesConnectWhatTheSinkAsksFor(String overlay) {
        Set<String> given = new TreeSet<>();
        Manifests.of(overlay)
                .one("KafkaConnect", "market")
                .at("/spec/template/connectContainer/env")
                .forEach(variable -> given.add(variable.path("name").asText()));

        Set<String> asked = SinkConfig.variables();
        asked.remove(SinkConfig.CONNECTOR_CLASS);
        assertThat(given).isEqualTo(asked);
    }

    @Test
    void hasTheAlertsOfMonitoring() throws Exception {
        assertThat(Manifests.of("production").one("PrometheusRule", "market-1s").path("spec"))
                .isEqualTo(
                        Root.yaml(Root.read("monitoring/rules/market-1s.yml")).get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "production"})
    void pinsEveryImage(String overlay) {
        for (JsonNode manifest : Manifests.of(overlay).all()) {
            manifest.findValues("image")
                    .forEach(image -> assertThat(image.asText()).matches(".*:[0-9]+\\.[0-9]+\\.[0-9]+.*"));
            manifest.findValues("imageName")
                    .forEach(image -> assertThat(image.asText()).matches(".*:[0-9]+\\.[0-9].*"));
        }
    }

    /** Kubernetes' profile "restricted", and nobody's token. */
    @ParameterizedTest
    @ValueSource(strings = {"local", "production"})
    void letsNoContainerBeRootOrGainRights(String overlay) {
        for (JsonNode template : Manifests.of(overlay).podTemplates()) {
            JsonNode pod = template.path("spec");
            String name =
                    template.at("/metadata/labels/app.kubernetes.io~1name").asText();
            assertThat(pod.path("automountServiceAccountToken").asBoolean(true))
                    .as(name)
                    .isFalse();
            assertThat(pod.path("enableServiceLinks").asBoolean(true)).as(name).isFalse();
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean())
                    .as(name)
                    .isTrue();
            assertThat(pod.at("/securityContext/runAsUser").asInt()).as(name).isPositive();
            assertThat(pod.at("/securityContext/seccompProfile/type").asText())
                    .as(name)
                    .isEqualTo("RuntimeDefault");
            for (JsonNode container : pod.path("containers")) {
                JsonNode context = container.path("securityContext");
                assertThat(context.path("allowPrivilegeEscalation").asBoolean(true))
                        .as(name)
                        .isFalse();
                assertThat(context.path("readOnlyRootFilesystem").asBoolean())
                        .as(name)
                        .isTrue();
                assertThat(context.at("/capabilities/drop").toString()).as(name).isEqualTo("[\"ALL\"]");
                assertThat(container.at("/resources/requests").size()).as(name).isEqualTo(2);
                assertThat(container.at("/resources/limits/memory").isTextual())
                        .as(name)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"ingest, INGEST_HTTP_ADDRESS", "resample, RESAMPLE_HTTP_ADDRESS", "dashboard, DASHBOARD_HTTP_ADDRESS"})
    void asksForHealthWhereTheServiceAnswers(String name, String variable) {
        Manifests production = Manifests.of("production");
        JsonNode container = production.podTemplates().stream()
                .map(template -> template.at("/spec/containers/0"))
                .filter(found -> found.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
        String port = container.at("/ports/0/containerPort").asText();

        assertThat(container.at("/ports/0/name").asText()).isEqualTo("http");
        assertThat(production.containers().stream()
                        .filter(found -> found.name().equals(name))
                        .map(found -> found.environment().get(variable)))
                .containsExactly("0.0.0.0:" + port);
        assertThat(production.one("Service", name).at("/spec/ports/0/port").asText())
                .isEqualTo(port);
        for (String probe : Set.of("startupProbe", "livenessProbe", "readinessProbe")) {
            assertThat(container.path(probe).at("/httpGet/port").asText()).isEqualTo("http");
        }
    }

    /** A policy that selects nobody protects nobody. */
    @ParameterizedTest
    @ValueSource(strings = {"local", "production"})
    void closesEveryPodOfOursByDefault(String overlay) {
        Manifests manifests = Manifests.of(overlay);
        Set<String> closed = new HashSet<>();
        manifests
                .one("NetworkPolicy", "nobody")
                .at("/spec/podSelector/matchExpressions/0/values")
                .forEach(name -> closed.add(name.asText()));
        if (overlay.equals("local")) {
            closed.add(manifests
                    .one("NetworkPolicy", "simulator")
                    .at("/spec/podSelector/matchLabels/app.kubernetes.io~1name")
                    .asText());
        }

        assertThat(manifests.podTemplates().stream()
                        .map(template -> template.at("/metadata/labels/app.kubernetes.io~1name")
                                .asText())
                        .collect(Collectors.toSet()))
                .isEqualTo(closed);
    }

    @Test
    void keepsSecretsOutOfProduction() {
        assertThat(Manifests.of("production").ofKind("Secret")).isEmpty();
        Manifests.of("production")
                .containers()
                .forEach(container -> container.environment().forEach((name, value) -> {
                    if (name.endsWith("PASSWORD") || name.contains("JAAS")) {
                        assertThat(value).as(name).isEqualTo("known-when-it-runs");
                    }
                }));
    }
}
