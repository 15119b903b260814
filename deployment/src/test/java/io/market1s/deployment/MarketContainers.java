package io.market1s.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import io.market1s.data.topic.Topics;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** Kafka with the topics, PostgreSQL with the schema, Connect with a registered sink that is watched. */
final class MarketContainers implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String OWNER = "market_owner";
    private static final String DATABASE = "jdbc:postgresql://postgres:5432/market";

    private final Deque<Runnable> stops = new ArrayDeque<>();
    private final Network network = Network.newNetwork();
    private final KafkaContainer kafka;
    private final PostgreSQLContainer postgres;
    private final Sink sink;

    private MarketContainers(Sink sink) {
        this.sink = sink;
        stops.push(network::close);
        kafka = new KafkaContainer(Images.kafka())
                .withNetwork(network)
                .withListener("kafka:19092")
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
        postgres = new PostgreSQLContainer(Images.postgres())
                .withNetwork(network)
                .withNetworkAliases("postgres")
                .withDatabaseName("market")
                .withUsername(OWNER)
                .withPassword("owner");
    }

    /** Starts them in the order of docker-compose.yml. */
    static MarketContainers start(Sink sink) {
        MarketContainers containers = new MarketContainers(sink);
        try {
            containers.start();
            return containers;
        } catch (RuntimeException | AssertionError e) {
            containers.close();
            throw e;
        }
    }

    private void start() {
        start(kafka);
        start(postgres);
        assertThat(succeeds(setup(Map.of("TOPICS_PARTITIONS", "1", "TOPICS_REPLICATION", "1"), "topics")))
                .isTrue();
        assertThat(migrationSucceeds()).isTrue();
        start(locked(Images.connect(sink))
                .withNetworkAliases("connect")
                .withEnv("CONNECT_REPLICATION", "1")
                .withEnv(access())
                .waitingFor(Wait.forHealthcheck().withStartupTimeout(PATIENCE)));
        start(sinkCommand("--watch")
                .waitingFor(Wait.forLogMessage(".*market-1s-sink runs.*", 1).withStartupTimeout(PATIENCE)));
    }

    /** Starts a container that is stopped with the others, before them. */
    void start(GenericContainer<?> container) {
        stops.push(container::stop);
        container.start();
    }

    /** A service's container that is not started yet. */
    GenericContainer<?> service(String name) {
        return locked(Images.of(name)).withNetworkAliases(name);
    }

    /** Whether {@code migrate}, in a container of its own, ends well. */
    boolean migrationSucceeds() {
        return succeeds(setup(
                Map.of(
                        "SCHEMA_JDBC_URL", DATABASE,
                        "SCHEMA_OWNER", OWNER,
                        "SCHEMA_OWNER_PASSWORD", "owner",
                        "SCHEMA_SINK_PASSWORD", "sink",
                        "SCHEMA_READER_PASSWORD", "reader",
                        "SCHEMA_VERIFIER_PASSWORD", "verifier"),
                "migrate"));
    }

    /** Whether {@code sink} with these options, in a container of its own, ends well. */
    boolean sinkSucceeds(String... options) {
        return succeeds(sinkCommand(options));
    }

    /** Stops PostgreSQL and starts it again; returns at once. */
    void restartPostgres() {
        DockerClientFactory.instance()
                .client()
                .restartContainerCmd(postgres.getContainerId())
                .exec();
    }

    /** Puts a record where the sink reads. */
    void send(byte[] value) throws Exception {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(clients(), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.MARKET_1S, "KRW-BTC", value))
                    .get();
        }
    }

    /** How many records the sink could not use. */
    long deadLetters() throws Exception {
        TopicPartition only = new TopicPartition(Topics.MARKET_1S_ERRORS, 0);
        try (Admin admin = Admin.create(clients())) {
            return admin.listOffsets(Map.of(only, OffsetSpec.latest()))
                    .partitionResult(only)
                    .get()
                    .offset();
        }
    }

    /** The first column of a query's rows. */
    List<String> rows(String query) throws SQLException {
        try (Connection connection = owner();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (found.next()) {
                rows.add(found.getString(1));
            }
            return rows;
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = owner();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        while (!stops.isEmpty()) {
            stops.pop().run();
        }
    }

    private GenericContainer<?> sinkCommand(String... options) {
        Map<String, String> environment = new HashMap<>(access());
        environment.put("SINK_CONNECT_URL", "http://connect:8083");
        environment.put("SINK_CONNECTOR_CLASS", sink.connectorClass());
        List<String> command = new ArrayList<>(List.of("sink"));
        command.addAll(List.of(options));
        return setup(environment, command.toArray(String[]::new));
    }

    private GenericContainer<?> setup(Map<String, String> environment, String... command) {
        return locked(Images.of("setup")).withEnv(environment).withCommand(command);
    }

    /** Read-only and without rights, as docker-compose.yml has it. */
    private GenericContainer<?> locked(DockerImageName image) {
        return new GenericContainer<>(image)
                .withNetwork(network)
                .withEnv("KAFKA_BOOTSTRAP_SERVERS", "kafka:19092")
                .withTmpFs(Map.of("/tmp", "exec"))
                .withCreateContainerCmdModifier(command -> command.getHostConfig()
                        .withReadonlyRootfs(true)
                        .withSecurityOpts(List.of("no-new-privileges:true"))
                        .withCapDrop(Capability.ALL));
    }

    private static boolean succeeds(GenericContainer<?> oneShot) {
        try (oneShot) {
            oneShot.withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(PATIENCE))
                    .start();
            return true;
        } catch (ContainerLaunchException e) {
            return false;
        }
    }

    private static Map<String, String> access() {
        return Map.of("SINK_JDBC_URL", DATABASE, "SINK_USER", "market_sink", "SINK_PASSWORD", "sink");
    }

    private Map<String, Object> clients() {
        return Map.of("bootstrap.servers", kafka.getBootstrapServers());
    }

    private Connection owner() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + postgres.getHost() + ":" + mappedPort() + "/market", OWNER, "owner");
    }

    /** It changes when the container is started again. */
    private String mappedPort() {
        return DockerClientFactory.instance()
                .client()
                .inspectContainerCmd(postgres.getContainerId())
                .exec()
                .getNetworkSettings()
                .getPorts()
                .getBindings()
                .get(ExposedPort.tcp(5432))[0]
                .getHostPortSpec();
    }
}
