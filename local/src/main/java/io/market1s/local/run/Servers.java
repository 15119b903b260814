package io.market1s.local.run;

import io.market1s.connect.MarketSchema;
import io.market1s.local.connect.Sink;
import io.market1s.local.console.Progress;
import io.market1s.local.folder.DataDir;
import io.market1s.local.folder.Ports;
import io.market1s.local.kafka.KafkaBroker;
import io.market1s.local.postgres.PostgresServer;
import io.market1s.operations.Resources;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;

/**
 * What the pipeline runs on: PostgreSQL with the schema, Kafka with the topics, and the supervised sink between them.
 * Started whole, closed in the opposite order.
 */
public final class Servers implements AutoCloseable {
    /** Partitions of each topic. One person's symbols need few, and each costs latency on a small machine. */
    public static final int PARTITIONS = 2;

    /** How long raw records are kept. */
    public static final Duration RAW_RETENTION = Duration.ofDays(7);

    /** Set by the launcher. */
    public static final String PLUGINS_PROPERTY = "market1s.connect-plugins";

    /** The sink's consumer group. */
    public static final String SINK_GROUP = Sink.GROUP;

    /** The connector's name. */
    public static final String SINK = Sink.NAME;

    private final Resources resources = new Resources();
    private final Stores stores;
    private final Sink sink;

    private Servers(DataDir dataDir, Ports ports, Path plugins, Progress progress, PostgresServer postgres)
            throws Exception {
        try {
            this.stores = resources.add(Stores.start(dataDir, ports, postgres, progress));
            this.sink = resources.add(progress.step(
                    "Kafka Connect with the sink",
                    () -> Sink.start(
                            dataDir.connect(), plugins, ports.connect(), bootstrapServers(), postgres.jdbcUrl())));
        } catch (Exception e) {
            resources.close();
            throw e;
        }
    }

    /**
     * Starts everything and returns when it runs.
     *
     * @param plugins folder of the Connect plugins
     * @param postgres prepared, not started; closed with the rest
     */
    public static Servers start(DataDir dataDir, Ports ports, Path plugins, PostgresServer postgres, Progress progress)
            throws Exception {
        return new Servers(dataDir, ports, plugins, progress, postgres);
    }

    /** The database server. */
    public PostgresServer postgres() {
        return stores.postgres();
    }

    /** The broker. */
    public KafkaBroker kafka() {
        return stores.kafka();
    }

    /** Kafka's address for clients. */
    public String bootstrapServers() {
        return stores.kafka().bootstrapServers();
    }

    /** The address of Kafka Connect's REST interface. */
    public String connectUrl() {
        return sink.restUrl();
    }

    /** A client for the administration of Kafka. */
    public Admin admin() {
        return stores.admin();
    }

    /** Whether the sink has begun to write. */
    public boolean sinkRuns() {
        return sink.runs();
    }

    /** How often the sink had to be started again. */
    public int sinkRestarts() {
        return sink.restarts();
    }

    /** Folder of the Connect plugins, as the launcher says. */
    public static Path plugins() {
        return Path.of(Objects.requireNonNull(
                System.getProperty(PLUGINS_PROPERTY), PLUGINS_PROPERTY + " is not set; start with ./market-1s"));
    }

    /** A new connection that may read what users may read. */
    public Connection connectAsReader() throws SQLException {
        return DriverManager.getConnection(readerJdbcUrl());
    }

    /** The address with which a user reads, name and password included. */
    public String readerJdbcUrl() {
        return stores.postgres().jdbcUrl() + "?user=" + MarketSchema.READER_ROLE + "&password="
                + MarketSchema.READER_ROLE;
    }

    /** Stops the sink, when all is written. */
    void stopSink() {
        sink.close();
    }

    @Override
    public void close() {
        resources.close();
    }
}
