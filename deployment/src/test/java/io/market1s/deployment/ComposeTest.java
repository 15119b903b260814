package io.market1s.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docker-compose.yml, without an engine. */
class ComposeTest {
    private static final Set<String> ONE_SHOT = Set.of("topics", "migrate");

    private static ComposeFile compose;

    @BeforeAll
    static void load() throws Exception {
        compose = ComposeFile.with("demo.env");
    }

    /** By the schema of the Compose specification that the tool has. */
    @Test
    void isAValidComposeFile() throws Exception {
        Root.output(List.of(
                List.of("docker-compose", "-f", "docker-compose.yml", "--env-file", "demo.env", "config", "-q"),
                List.of("docker", "compose", "-f", "docker-compose.yml", "--env-file", "demo.env", "config", "-q")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo.env", ".env.example"})
    void tellsTheServicesOnlyWhatTheyKnow(String envFile) throws Exception {
        List<Container> containers = ComposeFile.with(envFile).containers();

        assertThat(containers).hasSizeGreaterThanOrEqualTo(8);
        containers.forEach(Container::requireKnownEnvironment);
    }

    @Test
    void tellsEverybodyTheSameNumberOfPartitions() {
        assertThat(compose.containers().stream().map(Container::partitions).filter(p -> p != null))
                .hasSizeGreaterThanOrEqualTo(3)
                .containsOnly("2");
    }

    @Test
    void tellsEverybodyTheSameKafkaAndDatabase() {
        for (Container container : compose.containers()) {
            container.environment().forEach((name, value) -> {
                if (name.equals("KAFKA_BOOTSTRAP_SERVERS")) {
                    assertThat(value).isEqualTo("kafka:9092");
                } else if (name.endsWith("_JDBC_URL")) {
                    assertThat(value).isEqualTo("jdbc:postgresql://postgres:5432/market");
                }
            });
        }
        assertThat(compose.services()
                        .get("kafka")
                        .at("/environment/KAFKA_ADVERTISED_LISTENERS")
                        .asText())
                .isEqualTo("PLAINTEXT://kafka:9092");
        assertThat(compose.services()
                        .get("postgres")
                        .at("/environment/POSTGRES_DB")
                        .asText())
                .isEqualTo("market");
    }

    @Test
    void publishesNothingBeyondLoopback() {
        compose.services().values().forEach(service -> service.path("ports")
                .forEach(port -> assertThat(port.asText()).startsWith("127.0.0.1:")));
    }

    @Test
    void pinsEveryImage() {
        compose.services()
                .forEach((name, service) -> assertThat(service.path("image").asText())
                        .as(name)
                        .matches("[a-z0-9./-]+:v?[0-9]+\\.[0-9][0-9A-Za-z._-]*"));
    }

    @Test
    void letsNoContainerBeRootOrGainRights() {
        compose.services().forEach((name, service) -> {
            // Ours say so in their images.
            if (!compose.ours().containsKey(name)) {
                assertThat(service.path("user").asText()).as(name).matches("[1-9][0-9]*:[1-9][0-9]*");
            }
            assertThat(service.path("cap_drop").toString()).as(name).isEqualTo("[\"ALL\"]");
            assertThat(service.path("security_opt").toString()).as(name).contains("no-new-privileges:true");
            assertThat(service.path("privileged").asBoolean()).as(name).isFalse();
        });
    }

    @Test
    void givesOurContainersAReadOnlyRoot() {
        compose.ours()
                .forEach((name, service) -> assertThat(service.path("read_only").asBoolean())
                        .as(name)
                        .isTrue());
    }

    @Test
    void startsAgainWhatStops() {
        compose.services()
                .forEach((name, service) -> assertThat(service.path("restart").asText())
                        .as(name)
                        .isEqualTo(ONE_SHOT.contains(name) ? "on-failure" : "unless-stopped"));
    }

    @Test
    void limitsEverybodysMemory() {
        compose.services()
                .forEach((name, service) ->
                        assertThat(service.has("mem_limit")).as(name).isTrue());
    }

    /** Nothing starts before what it needs is well: a sink without its table would take good bars for bad ones. */
    @Test
    void registersTheSinkAfterTheTableAndTheTopicsAreThere() {
        Map<String, JsonNode> services = compose.services();

        assertThat(services.get("sink").at("/depends_on/connect/condition").asText())
                .isEqualTo("service_healthy");
        for (String before : List.of("topics", "migrate")) {
            assertThat(services.get("connect")
                            .at("/depends_on/" + before + "/condition")
                            .asText())
                    .isEqualTo("service_completed_successfully");
        }
    }

    @Test
    void keepsDataInNamedVolumesThatExist() {
        Set<String> used = new HashSet<>();
        compose.services().values().forEach(service -> StreamSupport.stream(
                        service.path("volumes").spliterator(), false)
                .map(volume -> volume.asText().replaceFirst(":.*", ""))
                .filter(source -> !source.startsWith("."))
                .forEach(used::add));

        Set<String> declared = new HashSet<>();
        compose.volumes().fieldNames().forEachRemaining(declared::add);
        assertThat(used).isEqualTo(declared).contains("kafka-data", "postgres-data", "resample-state");
    }

    @Test
    void mountsOnlyFilesThatExist() {
        compose.services().values().forEach(service -> service.path("volumes").forEach(volume -> {
            String source = volume.asText().replaceFirst(":.*", "");
            if (source.startsWith(".")) {
                assertThat(Root.FOLDER.resolve(source)).exists();
            }
        }));
    }

    @Test
    void addsTheSimulatorAndTheMonitoringByProfile() {
        compose.services()
                .forEach((name, service) -> assertThat(service.path("profiles").toString())
                        .as(name)
                        .isEqualTo(
                                switch (name) {
                                    case "simulator" -> "[\"demo\"]";
                                    case "prometheus", "grafana" -> "[\"monitoring\"]";
                                    default -> "";
                                }));
    }
}
