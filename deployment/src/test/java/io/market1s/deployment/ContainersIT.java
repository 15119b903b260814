package io.market1s.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.market1s.data.Bar;
import io.market1s.data.BarContent;
import io.market1s.data.BarJson;
import io.market1s.data.Topics;
import io.market1s.data.TradeSummary;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The images in real containers. The sink is kafka-connect-jdbc if {@code JDBC_SINK_SHA256} holds the checksum of its
 * archive, Debezium's otherwise. Where there is no Docker, the tests are reported as skipped. The images are those of
 * {@code docker compose build}.
 */
@Testcontainers(disabledWithoutDocker = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContainersIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Instant TS = Instant.parse("2026-02-16T07:36:29Z");
    private static final boolean CONFLUENT = System.getenv("JDBC_SINK_SHA256") != null;
    private static final String SINK_CLASS =
            CONFLUENT ? "io.confluent.connect.jdbc.JdbcSinkConnector" : "io.debezium.connector.jdbc.JdbcSinkConnector";
    private static final String DATABASE = "jdbc:postgresql://postgres:5432/market";
    private static final Network NETWORK = Network.newNetwork();

    @Container
    private static final KafkaContainer KAFKA = new KafkaContainer("apache/kafka:4.2.2")
            .withNetwork(NETWORK)
            .withListener("kafka:19092")
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");

    @Container
    private static final PostgreSQLContainer POSTGRES = new PostgreSQLContainer("postgres:18.1")
            .withNetwork(NETWORK)
            .withNetworkAliases("postgres")
            .withDatabaseName("market")
            .withUsername("market_owner")
            .withPassword("owner");

    private static final GenericContainer<?> CONNECT = ours("connect")
            .withNetworkAliases("connect")
            .withEnv("CONNECT_REPLICATION", "1")
            .withEnv(Map.of("SINK_JDBC_URL", DATABASE, "SINK_USER", "market_sink", "SINK_PASSWORD", "sink"))
            .waitingFor(Wait.forHealthcheck().withStartupTimeout(PATIENCE));

    @BeforeAll
    static void setUp() {
        setup(Map.of("TOPICS_PARTITIONS", "1", "TOPICS_REPLICATION", "1"), "topics");
        setup(
                Map.of(
                        "SCHEMA_JDBC_URL", DATABASE,
                        "SCHEMA_OWNER", "market_owner",
                        "SCHEMA_OWNER_PASSWORD", "owner",
                        "SCHEMA_SINK_PASSWORD", "sink",
                        "SCHEMA_READER_PASSWORD", "reader",
                        "SCHEMA_VERIFIER_PASSWORD", "verifier"),
                "migrate");
        CONNECT.start();
        sink();
    }

    @Test
    @Order(1)
    void upsertsABarAndItsCorrection() throws Exception {
        send(BarJson.write(bar(TS, 0)));
        awaitRevisions("0");

        send(BarJson.write(bar(TS, 1)));
        awaitRevisions("1");
    }

    /** The bad record is kept with its reason, and holds nobody up. */
    @Test
    @Order(2)
    void putsAPoisonRecordToTheDeadLetters() throws Exception {
        send("{\"symbol\":".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        send(BarJson.write(bar(TS.plusSeconds(1), 0)));

        awaitRevisions("1", "0");
        assertThat(deadLetters()).isEqualTo(1);
    }

    @Test
    @Order(3)
    void goesOnAfterPostgresWasRestarted() throws Exception {
        DockerClientFactory.instance()
                .client()
                .restartContainerCmd(POSTGRES.getContainerId())
                .exec();
        send(BarJson.write(bar(TS.plusSeconds(2), 0)));

        // What sink --watch and Strimzi do when a task has failed.
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            restartFailed();
            assertThat(rows("SELECT revision FROM market_1s ORDER BY ts")).containsExactly("1", "0", "0");
        });
    }

    /** From the simulated exchange to rows, each service in its image, read-only and without rights. */
    @Test
    @Order(4)
    void makesRowsOfWhatTheExchangeSends() {
        try (GenericContainer<?> simulator = ours("simulator")
                        .withNetworkAliases("simulator")
                        .withCommand("--bind", "0.0.0.0", "--symbols", "KRW-BTC")
                        .waitingFor(Wait.forHealthcheck());
                GenericContainer<?> resample = ours("resample")
                        .withEnv(Map.of("RESAMPLE_PARTITIONS", "1", "RESAMPLE_REPLICATION", "1"))
                        .withTmpFs(Map.of("/tmp", "exec", "/state", "exec,mode=1777"))
                        .waitingFor(Wait.forHealthcheck());
                GenericContainer<?> ingest = ours("ingest")
                        .withEnv(Map.of(
                                "INGEST_SYMBOLS", "KRW-BTC",
                                "INGEST_WS_URL", "ws://simulator:18081/websocket/v1",
                                "INGEST_REST_URL", "http://simulator:18081",
                                "INGEST_PARTITIONS", "1",
                                "INGEST_REPLICATION", "1"))
                        .waitingFor(Wait.forHealthcheck())) {
            simulator.start();
            resample.start();
            ingest.start();

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            rows(
                                    "SELECT ts FROM market_1s WHERE complete AND trade_count_1s > 0 AND ts > now() - interval '1 minute'"))
                    .hasSizeGreaterThan(5));
        }
    }

    private static GenericContainer<?> ours(String name) {
        return new GenericContainer<>("market-1s/" + name + ":0.1.0")
                .withNetwork(NETWORK)
                .withEnv("KAFKA_BOOTSTRAP_SERVERS", "kafka:19092")
                .withTmpFs(Map.of("/tmp", "exec"))
                .withCreateContainerCmdModifier(command -> command.getHostConfig()
                        .withReadonlyRootfs(true)
                        .withCapDrop(com.github.dockerjava.api.model.Capability.ALL));
    }

    private static void setup(Map<String, String> environment, String... command) {
        try (GenericContainer<?> setup = ours("setup")) {
            setup.withEnv(environment)
                    .withCommand(command)
                    .withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(PATIENCE))
                    .start();
        }
    }

    private static void sink() {
        setup(
                Map.of(
                        "SINK_CONNECT_URL", "http://connect:8083",
                        "SINK_CONNECTOR_CLASS", SINK_CLASS,
                        "SINK_JDBC_URL", DATABASE,
                        "SINK_USER", "market_sink",
                        "SINK_PASSWORD", "sink"),
                "sink");
    }

    private static void restartFailed() throws Exception {
        var request = java.net.http.HttpRequest.newBuilder(java.net.URI.create("http://" + CONNECT.getHost() + ":"
                        + CONNECT.getMappedPort(8083)
                        + "/connectors/market-1s-sink/restart?includeTasks=true&onlyFailed=true"))
                .POST(java.net.http.HttpRequest.BodyPublishers.noBody())
                .build();
        java.net.http.HttpClient.newHttpClient().send(request, java.net.http.HttpResponse.BodyHandlers.discarding());
    }

    private static Bar bar(Instant ts, int revision) {
        return new Bar(
                new BarContent("KRW-BTC", ts, null, null, null, TradeSummary.NONE, revision, true), revision, ts);
    }

    private static void send(byte[] value) throws Exception {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", KAFKA.getBootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.MARKET_1S, "KRW-BTC", value))
                    .get();
        }
    }

    private static long deadLetters() {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "bootstrap.servers", KAFKA.getBootstrapServers(), "group.id", "look", "auto.offset.reset", "earliest"));
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topics.MARKET_1S_ERRORS));
            return consumer.poll(Duration.ofSeconds(20)).count();
        }
    }

    private static void awaitRevisions(String... revisions) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(rows("SELECT revision FROM market_1s ORDER BY ts"))
                .containsExactly(revisions));
    }

    private static List<String> rows(String query) throws SQLException {
        // The address may change when the container is started again.
        String url = "jdbc:postgresql://" + POSTGRES.getHost() + ":" + mappedPort() + "/market";
        try (Connection connection = DriverManager.getConnection(url, "market_owner", "owner");
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (found.next()) {
                rows.add(found.getString(1));
            }
            return rows;
        }
    }

    private static String mappedPort() {
        return DockerClientFactory.instance()
                .client()
                .inspectContainerCmd(POSTGRES.getContainerId())
                .exec()
                .getNetworkSettings()
                .getPorts()
                .getBindings()
                .get(com.github.dockerjava.api.model.ExposedPort.tcp(5432))[0]
                .getHostPortSpec();
    }
}
