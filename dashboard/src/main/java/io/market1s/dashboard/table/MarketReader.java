package io.market1s.dashboard.table;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The queries of {@code market_1s}, over one connection; docs/dashboard.md describes the plan of each. For one thread.
 * Close it after an exception.
 */
public final class MarketReader implements AutoCloseable {
    /** The newest row of every symbol: two steps down the primary key for each, however many rows there are. */
    public static final String NEWEST = """
            WITH RECURSIVE symbols AS (
                (SELECT symbol FROM market_1s ORDER BY symbol LIMIT 1)
                UNION ALL
                SELECT (SELECT symbol FROM market_1s WHERE symbol > previous.symbol ORDER BY symbol LIMIT 1)
                FROM symbols AS previous
                WHERE previous.symbol IS NOT NULL
            )
            SELECT symbols.symbol, newest.ts, newest.last_trade_price, newest.complete
            FROM symbols
            CROSS JOIN LATERAL (
                SELECT ts, last_trade_price, complete
                FROM market_1s
                WHERE market_1s.symbol = symbols.symbol
                ORDER BY ts DESC
                LIMIT 1
            ) AS newest
            ORDER BY symbols.symbol
            """;

    /** A symbol's rows after an instant. */
    public static final String ROWS =
            "SELECT " + Column.selected() + " FROM market_1s WHERE symbol = ? AND ts > ? ORDER BY ts";

    /** What is complete of the rows with {@code ts} in (from, to], by symbol. */
    public static final String COMPLETENESS = """
            SELECT symbol, count(*), count(*) FILTER (WHERE complete)
            FROM market_1s
            WHERE ts > ? AND ts <= ?
            GROUP BY symbol
            """;

    // A generic plan could read the whole table. Compiling a plan just in time costs more than running it.
    private static final String OPTIONS = "-c default_transaction_read_only=on -c plan_cache_mode=force_custom_plan"
            + " -c jit=off -c statement_timeout=5000";

    private final Connection connection;
    private final PreparedStatement newest;
    private final PreparedStatement rows;
    private final PreparedStatement completeness;

    private MarketReader(Connection connection) throws SQLException {
        this.connection = connection;
        this.newest = connection.prepareStatement(NEWEST);
        this.rows = connection.prepareStatement(ROWS);
        this.completeness = connection.prepareStatement(COMPLETENESS);
    }

    /** Connects. It fails after some seconds if the server does not answer. */
    public static MarketReader connect(String jdbcUrl, String user, @Nullable String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        if (password != null) {
            properties.setProperty("password", password);
        }
        properties.setProperty("ApplicationName", "market-1s-dashboard");
        properties.setProperty("connectTimeout", "3");
        properties.setProperty("loginTimeout", "5");
        properties.setProperty("socketTimeout", "10");
        properties.setProperty("options", OPTIONS);
        Connection connection = DriverManager.getConnection(jdbcUrl, properties);
        try {
            return new MarketReader(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** The newest row of every symbol, by symbol. */
    public List<Newest> newest() throws SQLException {
        try (ResultSet found = newest.executeQuery()) {
            List<Newest> all = new ArrayList<>();
            while (found.next()) {
                all.add(new Newest(
                        found.getString(1),
                        found.getTimestamp(2).toInstant(),
                        found.getString(3),
                        found.getBoolean(4)));
            }
            return all;
        }
    }

    /** A symbol's rows with {@code ts} after an instant, in order. */
    public List<Row> rows(String symbol, Instant after) throws SQLException {
        rows.setString(1, symbol);
        rows.setTimestamp(2, Timestamp.from(after));
        try (ResultSet found = rows.executeQuery()) {
            List<Row> all = new ArrayList<>();
            while (found.next()) {
                List<@Nullable Object> cells = new ArrayList<>();
                for (Column column : Column.values()) {
                    cells.add(column.read(found, cells.size() + 1));
                }
                all.add(new Row(found.getTimestamp(1).toInstant(), cells));
            }
            return all;
        }
    }

    /** What is complete of the rows with {@code ts} in (from, to], by symbol. */
    public List<SlotCount> completeness(Instant from, Instant to) throws SQLException {
        completeness.setTimestamp(1, Timestamp.from(from));
        completeness.setTimestamp(2, Timestamp.from(to));
        try (ResultSet found = completeness.executeQuery()) {
            List<SlotCount> all = new ArrayList<>();
            while (found.next()) {
                all.add(new SlotCount(found.getString(1), found.getInt(2), found.getInt(3)));
            }
            return all;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
