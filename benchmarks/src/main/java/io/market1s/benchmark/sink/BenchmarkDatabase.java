package io.market1s.benchmark.sink;

import io.market1s.connect.MarketSchema;
import io.market1s.local.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL with the schema, as durable as in production. Used by one thread. */
public final class BenchmarkDatabase implements AutoCloseable {
    private final PostgresServer server;
    private final Connection connection;

    private BenchmarkDatabase(PostgresServer server, Connection connection) {
        this.server = server;
        this.connection = connection;
    }

    /** Starts one whose table is empty. */
    public static BenchmarkDatabase start(Path folder, int port) throws IOException, SQLException {
        PostgresServer server = PostgresServer.prepare(folder, port);
        server.start();
        MarketSchema.migrate(
                new MarketSchema.Owner(server.jdbcUrl(), server.superuser(), server.superuserPassword()),
                new MarketSchema.Passwords(
                        MarketSchema.SINK_ROLE, MarketSchema.READER_ROLE, MarketSchema.VERIFIER_ROLE));
        return new BenchmarkDatabase(
                server, DriverManager.getConnection(server.jdbcUrl(), server.superuser(), server.superuserPassword()));
    }

    /** Where it is. */
    public String jdbcUrl() {
        return server.jdbcUrl();
    }

    /** A connection as the sink has it. */
    public Connection connectAsSink() throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), MarketSchema.SINK_ROLE, MarketSchema.SINK_ROLE);
    }

    /** Empties the table. */
    public void clear() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE market_1s");
            statement.execute("CHECKPOINT");
        }
    }

    /** How many rows the table has. */
    public long rows() throws SQLException {
        return number("SELECT count(*) FROM market_1s");
    }

    /** What the table and its indexes take on disk. */
    public long bytes() throws SQLException {
        return number("SELECT pg_total_relation_size('market_1s')");
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException, IOException {
        connection.close();
        server.close();
    }
}
