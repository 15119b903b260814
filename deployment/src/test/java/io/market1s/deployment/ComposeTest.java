package io.market1s.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docker-compose.yml, without an engine. */
class ComposeTest {
    private static final Set<String> ONE_SHOT = Set.of("topics", "migrate");
    private static final Pattern ADDRESS = Pattern.compile("(?:http|ws)://([a-z]+:[0-9]+)");

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

    /** A topic that the first to come creates is as all want it. */
    @ParameterizedTest
    @ValueSource(strings = {"RAW_RETENTION", "REPLICATION"})
    void tellsEverybodyTheSameAboutTopics(String setting) {
        assertThat(compose.containers().stream()
                        .flatMap(container -> container.environment().entrySet().stream())
                        .filter(variable -> variable.getKey().endsWith("_" + setting))
                        .map(Map.Entry::getValue)
                        .toList())
                .hasSizeGreaterThanOrEqualTo(3)
                .containsOnly(setting.equals("REPLICATION") ? "1" : "1d");
    }

    /** Addresses in the environment and those that Prometheus scrapes, against what the images say. */
    @Test
    void reachesEveryServiceWhereItListens() throws Exception {
        List<String> addresses = new ArrayList<>();
        compose.containers().forEach(container -> ADDRESS.matcher(
                        String.join(" ", container.environment().values()))
                .results()
                .forEach(found -> addresses.add(found.group(1))));
        Root.yaml(Root.read("monitoring/prometheus.yml"))
                .get(0)
                .findValues("targets")
                .forEach(targets -> targets.forEach(target -> addresses.add(target.asText())));

        assertThat(addresses).hasSizeGreaterThanOrEqualTo(6).allSatisfy(address -> {
            String service = address.replaceFirst(":.*", "");
            String image =
                    compose.services().get(service).path("image").asText().replaceFirst("market-1s/(.*):.*", "$1");
            assertThat(Dockerfile.port(image)).as(service).isEqualTo(address.replaceFirst(".*:", ""));
        });
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

    /** Kafka's image writes its configuration beside its programs. */
    @Test
    void givesEveryContainerButKafkasAReadOnlyRoot() {
        compose.services()
                .forEach((name, service) -> assertThat(service.path("read_only").asBoolean())
                        .as(name)
                        .isEqualTo(!name.equals("kafka")));
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

    /** A tool may stop first what nothing that runs depends on; one-shots do not run any more. */
    @Test
    void stopsKafkaAndPostgresAfterTheirClients() {
        compose.services().forEach((name, service) -> {
            String environment = service.path("environment").toString();
            Set<String> dependencies = new HashSet<>();
            service.path("depends_on").fieldNames().forEachRemaining(dependencies::add);
            if (environment.contains("kafka:9092") && !name.equals("kafka")) {
                assertThat(dependencies).as(name).contains("kafka");
            }
            // The resampler needs it only to verify.
            if (environment.contains("//postgres:5432") && !name.equals("resample")) {
                assertThat(dependencies).as(name).contains("postgres");
            }
        });
    }

    @Test
    void asksEverybodyWhoStaysForTheirHealth() throws Exception {
        for (Map.Entry<String, JsonNode> service : compose.services().entrySet()) {
            boolean asked = service.getValue().has("healthcheck");
            String image = service.getValue().path("image").asText();
            if (image.startsWith("market-1s/")) {
                String target = image.replaceFirst("market-1s/(.*):.*", "$1");
                asked |= Dockerfile.of(target).lines(target).stream()
                        .anyMatch(line -> line.startsWith("HEALTHCHECK --"));
            }
            assertThat(asked).as(service.getKey()).isNotEqualTo(ONE_SHOT.contains(service.getKey()));
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
