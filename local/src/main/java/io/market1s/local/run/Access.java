package io.market1s.local.run;

import io.market1s.connect.MarketSchema;
import io.market1s.local.console.Progress;
import io.market1s.local.folder.DataDir;
import io.market1s.local.folder.Location;
import io.market1s.local.folder.LogFile;
import io.market1s.local.folder.Ports;
import io.market1s.local.kafka.KafkaBroker;
import io.market1s.local.postgres.PostgresServer;
import io.market1s.operations.Resources;
import io.market1s.settings.BadUseException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;

/**
 * The servers of a data folder, as a command reaches them: those of the run that uses the folder at the moment or, if
 * none does, servers of its own, which end with it.
 */
public final class Access implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 5_000;

    private final Resources resources = new Resources();
    private final DataDir dataDir;
    private final Ports ports;
    private final boolean besideRun;
    private final Admin admin;

    /** Which servers a command needs. */
    public enum Need {
        /** PostgreSQL and Kafka. */
        STORES,
        /** Also the sink that writes bars to PostgreSQL. */
        SINK
    }

    private Access(DataDir dataDir, Ports ports, boolean besideRun) {
        this.dataDir = resources.add(dataDir);
        this.ports = ports;
        this.besideRun = besideRun;
        this.admin = resources.add(Admin.create(Map.of("bootstrap.servers", bootstrapServers())));
    }

    /**
     * Starts what is needed, or finds the run that has it.
     *
     * @param name of the command, for its log file
     * @throws BadUseException if neither is possible, with the remedy
     */
    public static Access open(Location location, String name, Need need, Progress progress) throws Exception {
        Ports ports = Ports.offsetBy(location.portOffset);
        Optional<DataDir> own = DataDir.openUnlessUsed(location.dataDir);
        Access access = new Access(own.orElseGet(() -> DataDir.ofRunning(location.dataDir)), ports, own.isEmpty());
        try {
            DataDir.unpackIn(location.dataDir);
            LogFile.start(access.dataDir.logs(), name);
            if (access.besideRun) {
                access.checkIdentity();
            } else {
                access.startServers(need, progress);
            }
            return access;
        } catch (Exception e) {
            access.close();
            throw e;
        }
    }

    /** Whether a run is under way, which goes on meanwhile. */
    public boolean isBesideRun() {
        return besideRun;
    }

    public DataDir dataDir() {
        return dataDir;
    }

    public Ports ports() {
        return ports;
    }

    /** Kafka's address for clients. */
    public String bootstrapServers() {
        return Ports.HOST + ":" + ports.kafka();
    }

    /** A client for the administration of Kafka. */
    public Admin admin() {
        return admin;
    }

    /** Where the database is, without user and password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + Ports.HOST + ":" + ports.postgres() + "/" + PostgresServer.DATABASE;
    }

    /** A new connection that may read what users may read. */
    public Connection connectAsReader() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), MarketSchema.READER_ROLE, MarketSchema.READER_ROLE);
    }

    @Override
    public void close() {
        resources.close();
    }

    private void startServers(Need need, Progress progress) throws Exception {
        PostgresServer postgres = PostgresServer.prepare(dataDir.postgres(), ports.postgres());
        ports.requireFree(false);
        if (need == Need.STORES) {
            resources.add(Stores.start(dataDir, ports, postgres, progress));
        } else {
            resources.add(Servers.start(dataDir, ports, Servers.plugins(), postgres, progress));
        }
    }

    /** The ports could be those of a run on another data folder. */
    private void checkIdentity() throws IOException, InterruptedException {
        Path folder = dataDir.kafka();
        Optional<String> expected = KafkaBroker.clusterId(folder);
        try {
            String found = admin.describeCluster(new DescribeClusterOptions().timeoutMs(PATIENCE_MILLIS))
                    .clusterId()
                    .get();
            if (expected.isPresent() && expected.get().equals(found)) {
                return;
            }
        } catch (ExecutionException e) {
            // Nobody there, or not yet: the same to the user.
        }
        throw new BadUseException("the data folder " + dataDir + " is in use by another run, but " + bootstrapServers()
                + " is not its Kafka; give the --port-offset of that run, or wait until it has started");
    }
}
