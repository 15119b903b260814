package io.market1s.local.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.market1s.connect.MarketSchema;
import io.market1s.connect.SinkConfig;
import io.market1s.connect.setup.SetupMain;
import io.market1s.data.Bar;
import io.market1s.data.BarContent;
import io.market1s.data.TradeSummary;
import io.market1s.data.json.BarJson;
import io.market1s.data.topic.Topics;
import io.market1s.local.FreePorts;
import io.market1s.local.connect.ConnectWorker;
import io.market1s.local.folder.Ports;
import io.market1s.local.kafka.KafkaBroker;
import io.market1s.local.postgres.PostgresServer;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What a deployment does before its services start, on a real broker, worker and PostgreSQL, in its order. */
@SuppressWarnings("NullAway.Init") // Set before all tests.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SetupIT {
    private static final String SINK_CLASS = "io.debezium.connector.jdbc.JdbcSinkConnector";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** As a database that somebody else runs: its owner may create roles and is no superuser. */
    private static final String OWNER = "market_owner";

    @TempDir
    private static Path folder;

    private static final List<AutoCloseable> STARTED = new ArrayList<>();
    private static Instant now;
    private static PostgresServer postgres;
    private static KafkaBroker kafka;
    private static ConnectWorker connect;

    private record Outcome(int status, String output) {}

    @BeforeAll
    static void start() throws Exception {
        now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Ports ports = FreePorts.take();
        postgres = PostgresServer.prepare(folder.resolve("postgres"), ports.postgres());
        STARTED.add(postgres);
        postgres.start();
        asSuperuser("CREATE ROLE market_owner LOGIN CREATEROLE PASSWORD 'owner'");
        asSuperuser("ALTER DATABASE market OWNER TO market_owner");
        asSuperuser("ALTER SCHEMA public OWNER TO market_owner");
        kafka = KafkaBroker.start(folder.resolve("kafka"), ports.kafka(), ports.kafkaController());
        STARTED.add(kafka);
        connect = ConnectWorker.start(
                folder.resolve("connect"),
                Path.of(System.getProperty("market1s.connect-plugins")),
                ports.connect(),
                kafka.bootstrapServers(),
                Map.of(
                        SinkConfig.JDBC_URL,
                        postgres.jdbcUrl(),
                        SinkConfig.USER,
                        MarketSchema.SINK_ROLE,
                        SinkConfig.PASSWORD,
                        "sink"));
        STARTED.add(connect);
    }

    @AfterAll
    static void stop() throws Exception {
        for (int i = STARTED.size() - 1; i >= 0; i--) {
            STARTED.get(i).close();
        }
    }

    @Test
    @Order(1)
    void makesTheTopics() {
        Map<String, String> environment = Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                kafka.bootstrapServers(),
                "TOPICS_PARTITIONS",
                "2",
                "TOPICS_REPLICATION",
                "1");

        assertThat(run(environment, "topics").status()).isZero();
        assertThat(run(environment, "topics").status()).isZero();
    }

    /** A sink that tolerates errors would take every bar for a bad one. */
    @Test
    @Order(2)
    void doesNotRegisterASinkThatHasNoTable() throws SQLException {
        assertThat(run(sink(), "sink").output()).contains("cannot log in as market_sink");

        asSuperuser("CREATE ROLE market_sink LOGIN PASSWORD 'sink'");
        Outcome outcome = run(sink(), "sink");
        asSuperuser("DROP ROLE market_sink");

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output()).contains("there is no table market_1s").contains("migrate");
        assertThat(connect.connectors()).isEmpty();
    }

    @Test
    @Order(3)
    void bringsBarsIntoATableThatIsPartitionedByDay() throws Exception {
        assertThat(run(schema(), "migrate"))
                .isEqualTo(new Outcome(0, "5 migrations applied to " + postgres.jdbcUrl() + ", rights given"));
        assertThat(run(schema(), "migrate").output()).startsWith("0 migrations");

        assertThat(run(sink(), "sink").output()).contains("market-1s-sink runs");
        assertThat(run(sink(), "sink").status()).isZero();
        send(bar(now, 0), bar(now.minus(Duration.ofDays(3)), 0), bar(now.plus(Duration.ofDays(3)), 0), bar(now, 1));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(rows("SELECT revision FROM market_1s ORDER BY ts"))
                .containsExactly("0", "1", "0"));
        assertThat(rows("SELECT DISTINCT tableoid::regclass::text FROM market_1s"))
                .hasSize(2);
        assertThat(rows("SELECT count(*) FROM market_1s_default")).containsExactly("0");
    }

    /** As after bars had gone to the dead letters: the topic still has them. */
    @Test
    @Order(4)
    void bringsLostBarsBackFromTheTopic() throws Exception {
        List<String> before = rows("SELECT ts, revision FROM market_1s ORDER BY ts");
        asSuperuser("DELETE FROM market_1s");

        assertThat(run(sink(), "sink", "--again").status()).isZero();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(rows("SELECT ts, revision FROM market_1s ORDER BY ts"))
                .isEqualTo(before));
    }

    @Test
    @Order(5)
    void dropsTheDaysThatAreOlderThanTheRetention() throws Exception {
        // What is kept ends the day after tomorrow: as if some days had passed.
        asSuperuser("SELECT market_1s_partitions(interval '-2 days')");

        assertThat(rows("SELECT count(*) FROM market_1s")).containsExactly("1");
        assertThat(run(schema(), "migrate").status()).isZero();
    }

    @Test
    @Order(6)
    void saysWhichRightTheSinkLacksAndGivesItBack() throws SQLException {
        assertThat(run(sink(), "sink", "--check").status()).isZero();

        asSuperuser("REVOKE INSERT ON market_1s FROM market_sink");

        Outcome outcome = run(sink(), "sink", "--check");
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output())
                .contains("market_sink lacks the right to INSERT on market_1s")
                .contains("migrate");
        assertThat(run(schema(), "migrate").status()).isZero();
        assertThat(run(sink(), "sink", "--check").status()).isZero();
    }

    @Test
    @Order(7)
    void saysEverythingThatIsNotSet() {
        Outcome outcome = run(Map.of("SCHEMA_RETENTION", "1h", "SCHEMA_OWNR", "x"), "migrate");

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.output())
                .contains(
                        "SCHEMA_JDBC_URL: must be set",
                        "SCHEMA_SINK_PASSWORD: must be set",
                        "write a duration from 2d to 36500d, or off")
                .contains("did you mean SCHEMA_OWNER?");
    }

    private static Map<String, String> schema() {
        return Map.of(
                "SCHEMA_JDBC_URL", postgres.jdbcUrl(),
                "SCHEMA_OWNER", OWNER,
                "SCHEMA_OWNER_PASSWORD", "owner",
                "SCHEMA_SINK_PASSWORD", "sink",
                "SCHEMA_READER_PASSWORD", "reader",
                "SCHEMA_VERIFIER_PASSWORD", "verifier",
                "SCHEMA_RETENTION", "30d");
    }

    private static Map<String, String> sink() {
        return Map.of(
                "SINK_CONNECT_URL",
                connect.restUrl(),
                "SINK_CONNECTOR_CLASS",
                SINK_CLASS,
                "SINK_JDBC_URL",
                postgres.jdbcUrl(),
                "SINK_USER",
                MarketSchema.SINK_ROLE,
                "SINK_PASSWORD",
                "sink",
                "SINK_PATIENCE",
                "60s");
    }

    /** Runs a command as its process would, but in this JVM. */
    private static Outcome run(Map<String, String> environment, String... arguments) {
        java.io.ByteArrayOutputStream written = new java.io.ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        try (PrintStream both = new PrintStream(written, true, StandardCharsets.UTF_8)) {
            System.setOut(both);
            System.setErr(both);
            int status = SetupMain.run(environment, arguments);
            return new Outcome(status, written.toString(StandardCharsets.UTF_8).strip());
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    private static Bar bar(Instant ts, int revision) {
        return new Bar(
                new BarContent("KRW-BTC", ts, null, null, null, TradeSummary.NONE, revision, true, true), revision, ts);
    }

    private static void send(Bar... bars) throws Exception {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (Bar bar : bars) {
                producer.send(new ProducerRecord<>(Topics.MARKET_1S, "KRW-BTC", BarJson.write(bar)))
                        .get();
            }
        }
    }

    private static void asSuperuser(String statement) throws SQLException {
        try (Connection connection = superuser();
                Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }

    private static List<String> rows(String query) throws SQLException {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (found.next()) {
                rows.add(found.getString(1));
            }
            return rows;
        }
    }

    private static Connection superuser() throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.superuser(), postgres.superuserPassword());
    }
}
