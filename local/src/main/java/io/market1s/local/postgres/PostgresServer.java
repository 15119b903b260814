package io.market1s.local.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server on the loopback address, durable as in production: it syncs, commits synchronously and asks
 * everybody for a password. Its data stays in its folder between runs; the caller holds the folder's lock.
 *
 * <p>Lifecycle: {@link #prepare}, {@link #start}, {@link #stop}, and again; not thread-safe.
 */
public final class PostgresServer implements AutoCloseable {
    /** The one database. */
    public static final String DATABASE = "market";

    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
    private static final String SUPERUSER = "postgres";
    private static final String SETTINGS = "market_1s.conf";

    private final PostgresSoftware software;
    private final UnprivilegedUser account;
    private final Path data;
    private final Path log;
    private final String password;
    private final int port;

    private PostgresServer(
            PostgresSoftware software, UnprivilegedUser account, Path data, Path log, String password, int port) {
        this.software = software;
        this.account = account;
        this.data = data;
        this.log = log;
        this.password = password;
        this.port = port;
    }

    /** Unpacks the programs if need be and stops a server that a killed run has left behind; starts nothing. */
    public static PostgresServer prepare(Path folder, int port) throws IOException {
        Files.createDirectories(folder);
        PostgresServer server = new PostgresServer(
                PostgresSoftware.in(folder),
                UnprivilegedUser.current(),
                folder.resolve("data"),
                folder.resolve("server.log"),
                PasswordFile.readOrCreate(folder.resolve("superuser-password")),
                port);
        server.account.own(folder);
        server.stopOrphan();
        return server;
    }

    /** Starts the server, with the database in it, and returns when it takes connections. */
    public void start() throws IOException, SQLException {
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initialize();
        }
        writeSettings();
        account.run(List.of(
                        software.program("pg_ctl"),
                        "start",
                        "-w",
                        "-t",
                        "60",
                        "-D",
                        data.toString(),
                        "-l",
                        log.toString()))
                .orThrow();
        createDatabase();
    }

    /** Stops the server in an orderly way; everything that was committed is on disk anyway. */
    public void stop() throws IOException {
        account.run(List.of(software.program("pg_ctl"), "stop", "-w", "-t", "60", "-m", "fast", "-D", data.toString()))
                .orThrow();
    }

    /** Stops the server if it runs. */
    @Override
    public void close() throws IOException {
        if (process().isPresent()) {
            stop();
        }
    }

    /** The server's process, of which all its others are children; empty if it does not run. */
    public Optional<ProcessHandle> process() throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
        // After a reboot the number may belong to somebody else.
        return ProcessHandle.of(pid)
                .filter(process -> process.info().command().orElse("").endsWith("postgres"));
    }

    /** Where the database is, without user and password. */
    public String jdbcUrl() {
        return jdbcUrl(DATABASE);
    }

    /** The superuser's name. */
    public String superuser() {
        return SUPERUSER;
    }

    /** The superuser's password. */
    public String superuserPassword() {
        return password;
    }

    private void initialize() throws IOException {
        // A run that was killed meanwhile must not leave half of it in the place of the whole.
        Path unfinished = data.resolveSibling("data.unfinished");
        Folders.delete(unfinished);
        Path passwordFile = data.resolveSibling("superuser-password");
        account.run(List.of(
                        software.program("initdb"),
                        "-D",
                        unfinished.toString(),
                        "--username=" + SUPERUSER,
                        "--pwfile=" + passwordFile,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        // Built in, so that it exists on every machine.
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--locale=C",
                        "--no-instructions"))
                .orThrow();
        Path main = unfinished.resolve("postgresql.conf");
        Files.writeString(main, Files.readString(main) + "\ninclude '" + SETTINGS + "'\n");
        Files.move(unfinished, data);
    }

    private void writeSettings() throws IOException {
        Files.writeString(data.resolve(SETTINGS), """
                # Written at every start.
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                fsync = on
                synchronous_commit = on
                full_page_writes = on
                password_encryption = 'scram-sha-256'
                timezone = 'UTC'
                log_timezone = 'UTC'
                max_connections = 50
                shared_buffers = '64MB'
                jit = off
                """.formatted(port));
        account.own(data);
    }

    private void createDatabase() throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl(SUPERUSER), SUPERUSER, password);
                Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
            if (!found.next()) {
                statement.execute("CREATE DATABASE " + DATABASE);
            }
        }
    }

    private void stopOrphan() throws IOException {
        Optional<ProcessHandle> orphan = process();
        if (orphan.isPresent()) {
            LOG.info(
                    "stopping the PostgreSQL that an earlier run left behind, process {}",
                    orphan.get().pid());
            stop();
        }
    }

    private String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }
}
