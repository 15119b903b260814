package io.market1s.drill.pipeline;

import io.market1s.connect.MarketSchema;
import io.market1s.data.topic.TopicSetup;
import io.market1s.data.topic.Topics;
import io.market1s.drill.part.FakeClock;
import io.market1s.drill.part.ImpossibleException;
import io.market1s.drill.part.JavaPart;
import io.market1s.drill.part.Part;
import io.market1s.drill.part.PostgresPart;
import io.market1s.drill.part.SinkMain;
import io.market1s.drill.part.Supervisor;
import io.market1s.drill.part.Volume;
import io.market1s.ingest.IngestMain;
import io.market1s.local.FreePorts;
import io.market1s.local.connect.Sink;
import io.market1s.local.folder.Ports;
import io.market1s.local.kafka.BrokerMain;
import io.market1s.local.postgres.PostgresServer;
import io.market1s.local.run.Servers;
import io.market1s.operations.Resources;
import io.market1s.resample.ResampleMain;
import io.market1s.resample.ResampleSettings;
import io.market1s.resample.verify.Verification;
import io.market1s.simulator.SimulatorSettings;
import io.market1s.simulator.UpbitSimulator;
import io.market1s.simulator.market.MarketSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * The whole pipeline as it is in production: every part in processes of its own, each supervised. Only the exchange runs
 * in this JVM, which knows what it made. The broker's and PostgreSQL's folders are small volumes where that is possible.
 */
public final class SplitPipeline implements AutoCloseable {
    private static final int VOLUME_MIB = 1500;
    private static final Duration STARTING = Duration.ofSeconds(60);

    /** The parts, in the order in which they start. */
    public enum Role {
        POSTGRES("PostgreSQL"),
        BROKER("broker"),
        SINK("Kafka Connect"),
        RESAMPLE("resample-service"),
        INGEST("ingest-service");

        private final String part;

        Role(String part) {
            this.part = part;
        }

        /** The name of its part. */
        public String part() {
            return part;
        }
    }

    private final Resources resources = new Resources();
    private final Map<Role, Supervisor> parts = new EnumMap<>(Role.class);
    private final Map<Role, Volume> volumes = new EnumMap<>(Role.class);
    private final Map<Role, JavaPart> services = new EnumMap<>(Role.class);
    private final Ports ports = FreePorts.take();
    private final Path folder;
    private final PostgresServer postgres;
    private final UpbitSimulator exchange;
    private final Environments environments;
    private @Nullable String noVolumes;

    private SplitPipeline(Path folder, List<MarketSpec> markets, long seed) throws Exception {
        this.folder = folder;
        try {
            exchange = resources.add(UpbitSimulator.start(
                    SimulatorSettings.synthetic(seed).withMarkets(markets).withPort(ports.exchange())));
            environments = new Environments(folder, ports, exchange);
            mountVolumes();
            postgres = PostgresServer.prepare(folder.resolve("postgres"), ports.postgres());
            start(Role.POSTGRES, new PostgresPart(postgres));
            MarketSchema.migrate(
                    new MarketSchema.Owner(postgres.jdbcUrl(), postgres.superuser(), postgres.superuserPassword()),
                    new MarketSchema.Passwords(
                            MarketSchema.SINK_ROLE, MarketSchema.READER_ROLE, MarketSchema.VERIFIER_ROLE));
            start(Role.BROKER, java(Role.BROKER, BrokerMain.class, 320, environments.broker()));
            createTopics();
            start(
                    Role.SINK,
                    service(Role.SINK, java(Role.SINK, SinkMain.class, 256, environments.sink(postgres.jdbcUrl()))));
            start(
                    Role.RESAMPLE,
                    service(Role.RESAMPLE, java(Role.RESAMPLE, ResampleMain.class, 320, environments.resample())));
            start(Role.INGEST, service(Role.INGEST, java(Role.INGEST, IngestMain.class, 192, environments.ingest())));
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    public static SplitPipeline start(Path folder, List<MarketSpec> markets, long seed) throws Exception {
        return new SplitPipeline(folder, markets, seed);
    }

    /** A part and who looks after it. */
    public Supervisor part(Role role) {
        return Objects.requireNonNull(parts.get(role));
    }

    /** The environment and restarts of a service. */
    public JavaPart service(Role role) {
        return Objects.requireNonNull(services.get(role));
    }

    /**
     * The volume of a part.
     *
     * @throws ImpossibleException if this machine allows none
     */
    public Volume volume(Role role) throws ImpossibleException {
        String reason = noVolumes;
        if (reason != null) {
            throw new ImpossibleException(reason);
        }
        return Objects.requireNonNull(volumes.get(role));
    }

    /** A clock for a part, to be stepped. */
    public FakeClock clock(Role role) throws IOException, ImpossibleException {
        return FakeClock.in(folder.resolve("clock-" + role))
                .orElseThrow(() -> new ImpossibleException("libfaketime is not installed (Debian: faketime)"));
    }

    public UpbitSimulator exchange() {
        return exchange;
    }

    public String bootstrapServers() {
        return environments.bootstrapServers();
    }

    /** Ends of parts that nobody killed, so far. */
    public int ownEnds() {
        return parts.values().stream().mapToInt(Supervisor::ownEnds).sum();
    }

    /** A reader of the table, who does not wait for a server that does not answer. */
    public Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "user", MarketSchema.READER_ROLE,
                "password", MarketSchema.READER_ROLE,
                "connectTimeout", "2",
                "loginTimeout", "5",
                "socketTimeout", "20"));
        return DriverManager.getConnection(postgres.jdbcUrl(), properties);
    }

    /** Promise 4 for the rows of {@code [from, to]}. */
    public Verification.Outcome verify(Instant from, Instant to) throws InterruptedException, SQLException {
        return new Verification(
                        ResampleSettings.from(environments.resample()),
                        new Verification.Database(
                                postgres.jdbcUrl(), MarketSchema.VERIFIER_ROLE, MarketSchema.VERIFIER_ROLE),
                        Sink.GROUP,
                        InstantSource.system())
                .run(from, to);
    }

    @Override
    public void close() {
        resources.close();
    }

    private void mountVolumes() {
        try {
            for (Role role : List.of(Role.POSTGRES, Role.BROKER)) {
                String name = role == Role.POSTGRES ? "postgres" : "kafka";
                volumes.put(
                        role,
                        resources.add(Volume.mount(folder.resolve(name + ".image"), folder.resolve(name), VOLUME_MIB)));
            }
        } catch (IOException e) {
            noVolumes = "no volume can be mounted here: " + e.getMessage();
        }
    }

    private void start(Role role, Part part) throws Exception {
        parts.put(role, resources.add(Supervisor.start(part)));
    }

    private JavaPart service(Role role, JavaPart part) {
        services.put(role, part);
        return part;
    }

    private JavaPart java(Role role, Class<?> main, int heapMib, Map<String, String> environment) throws IOException {
        Path own = Files.createDirectories(folder.resolve(role.name().toLowerCase(Locale.ROOT)));
        return new JavaPart(role.part(), main, heapMib, environment, own);
    }

    private void createTopics() throws InterruptedException {
        try (Admin admin = Admin.create(
                Map.of("bootstrap.servers", bootstrapServers(), "default.api.timeout.ms", (int) STARTING.toMillis()))) {
            new TopicSetup(admin).ensure(Topics.all(Servers.RAW_RETENTION), Servers.PARTITIONS, (short) 1);
        }
    }
}
