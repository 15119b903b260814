package io.market1s.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.market1s.connect.MarketSchema;
import io.market1s.connect.SinkConfig;
import io.market1s.connect.setup.SetupMain;
import io.market1s.data.topic.Topics;
import io.market1s.ingest.IngestService;
import io.market1s.ingest.IngestSettings;
import io.market1s.local.folder.Ports;
import io.market1s.local.postgres.PostgresServer;
import io.market1s.local.run.SimulatedExchange;
import io.market1s.operations.Operations;
import io.market1s.resample.ResampleService;
import io.market1s.resample.ResampleSettings;
import io.market1s.resample.verify.Verification;
import io.market1s.settings.KnownSettings;
import io.market1s.simulator.SimulatorSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The services on a broker that asks for TLS and a password, each as its own user with the rights that {@code k8s/} gives
 * it: {@code KAFKA_*} reaches every client of theirs, and the rights are enough.
 */
@SuppressWarnings("NullAway.Init") // Set before all tests.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecuredKafkaIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String INGEST = "ingest";
    private static final String RESAMPLE = "resample";
    private static final String CONNECT = "connect";
    private static final String ROWS = "SELECT count(*) FROM market_1s WHERE complete AND trade_count_1s > 0";

    @TempDir
    private static Path folder;

    private static Ports ports;
    private static SecuredBroker broker;
    private static PostgresServer postgres;

    @BeforeAll
    static void start() throws Exception {
        ports = FreePorts.take();
        broker = SecuredBroker.start(folder, KafkaRights.ofAllUsers());
        postgres = PostgresServer.prepare(folder.resolve("postgres"), ports.postgres());
        postgres.start();
        MarketSchema.migrate(
                new MarketSchema.Owner(postgres.jdbcUrl(), postgres.superuser(), postgres.superuserPassword()),
                new MarketSchema.Passwords("sink", "reader", "verifier"));
        // Somebody else's to do, in a cluster Strimzi's.
        assertThat(SetupMain.run(
                        with(SecuredBroker.SUPERUSER, Map.of("TOPICS_PARTITIONS", "1", "TOPICS_REPLICATION", "1")),
                        "topics"))
                .isZero();
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
        broker.close();
    }

    @Test
    @Order(1)
    void carriesTradesToVerifiedRowsWithNoMoreRightsThanNeeded() throws Exception {
        try (SimulatedExchange exchange = SimulatedExchange.synthetic(
                        SimulatorSettings.synthetic(7).withPort(0), List.of("KRW-BTC"));
                Operations none = Operations.start(Optional.empty());
                DistributedWorker connect = worker();
                ResampleService resample = ResampleService.start(resample(), none, InstantSource.system());
                IngestService ingest = IngestService.start(
                        IngestSettings.from(with(
                                INGEST,
                                Map.of(
                                        "INGEST_SYMBOLS", "KRW-BTC",
                                        "INGEST_WS_URL", exchange.webSocketUri().toString(),
                                        "INGEST_REST_URL", exchange.restUri().toString(),
                                        "INGEST_PARTITIONS", "1",
                                        "INGEST_REPLICATION", "1"))),
                        none,
                        InstantSource.system())) {
            assertThat(resample).isNotNull();
            assertThat(ingest).isNotNull();
            assertThat(connect).isNotNull();
            assertThat(sink()).isZero();
            await().atMost(PATIENCE).until(() -> count() > 5);

            Verification.Outcome verified = new Verification(
                            resample(),
                            new Verification.Database(postgres.jdbcUrl(), MarketSchema.VERIFIER_ROLE, "verifier"),
                            "connect-" + SinkConfig.NAME,
                            InstantSource.system())
                    .run(null, null);
            assertThat(verified.rows()).isPositive();
            assertThat(verified.differences()).isEmpty();
            // Deletes the offsets of the sink's group.
            assertThat(sink("--again")).isZero();
        }
    }

    @ParameterizedTest
    @Order(2)
    @CsvSource({
        INGEST + "," + Topics.MARKET_1S,
        RESAMPLE + "," + Topics.TRADE,
        RESAMPLE + "," + Topics.MARKET_1S_ERRORS,
        CONNECT + "," + Topics.MARKET_1S,
        CONNECT + "," + Topics.HEARTBEAT
    })
    void letsNobodyWriteWhatIsAnothers(String user, String topic) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                new HashMap<>(clients(broker.as(user))), new StringSerializer(), new StringSerializer())) {
            assertThatThrownBy(() ->
                            producer.send(new ProducerRecord<>(topic, "x", "x")).get(30, TimeUnit.SECONDS))
                    .hasRootCauseInstanceOf(TopicAuthorizationException.class);
        }
    }

    @Test
    @Order(3)
    void doesNotLetInWhoHasTheWrongPassword() {
        try (Admin admin = Admin.create(new HashMap<>(clients(broker.as(INGEST, "wrong"))))) {
            assertThatThrownBy(() -> admin.describeCluster().clusterId().get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
        }
    }

    private static ResampleSettings resample() {
        return ResampleSettings.from(with(
                RESAMPLE,
                Map.of(
                        "RESAMPLE_PARTITIONS", "1",
                        "RESAMPLE_REPLICATION", "1",
                        "RESAMPLE_STATE_DIR", folder.resolve("state").toString())));
    }

    private static DistributedWorker worker() {
        return DistributedWorker.start(
                with(
                        CONNECT,
                        Map.of(
                                "CONNECT_LISTENER",
                                connectUrl(),
                                "CONNECT_PLUGIN_PATH",
                                System.getProperty("market1s.connect-plugins"),
                                "CONNECT_REPLICATION",
                                "1")),
                database());
    }

    private static String connectUrl() {
        return "http://" + Ports.HOST + ":" + ports.connect();
    }

    private static int sink(String... options) {
        Map<String, String> environment = new HashMap<>(database());
        environment.put("SINK_CONNECT_URL", connectUrl());
        environment.put("SINK_CONNECTOR_CLASS", "io.debezium.connector.jdbc.JdbcSinkConnector");
        List<String> arguments = new ArrayList<>(List.of("sink"));
        arguments.addAll(List.of(options));
        return SetupMain.run(environment, arguments.toArray(String[]::new));
    }

    private static Map<String, String> database() {
        return Map.of(
                SinkConfig.JDBC_URL,
                postgres.jdbcUrl(),
                SinkConfig.USER,
                MarketSchema.SINK_ROLE,
                SinkConfig.PASSWORD,
                "sink");
    }

    private static long count() throws SQLException {
        try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl(), MarketSchema.SINK_ROLE, "sink");
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(ROWS)) {
            found.next();
            return found.getLong(1);
        }
    }

    /** What the services make of it for their clients. */
    private static Map<String, String> clients(Map<String, String> environment) {
        return new KnownSettings("LOOK_").read(environment).kafka();
    }

    private static Map<String, String> with(String user, Map<String, String> service) {
        Map<String, String> environment = new HashMap<>(broker.as(user));
        environment.putAll(service);
        return environment;
    }
}
