package io.market1s.resample.verify;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares {@code market_1s} with {@code market_1s_rebuilt}, every content column of every row, in PostgreSQL. */
final class Comparison {
    private static final int FETCH_SIZE = 1_000;
    private static final String COLUMNS = """
            SELECT attname FROM pg_attribute
            WHERE attrelid = 'market_1s'::regclass AND attnum > 0 AND NOT attisdropped
              AND attname NOT IN ('symbol', 'ts', 'revision', 'emitted_at')
            ORDER BY attnum
            """;

    private final Connection database;

    Comparison(Connection database) {
        this.database = database;
    }

    /**
     * One value that is not the same on both sides.
     *
     * @param column {@code row} if one side has no row at all
     */
    record Difference(
            String symbol,
            Instant ts,
            String column,
            @Nullable String live,
            @Nullable String rebuilt) {}

    /**
     * What a comparison found.
     *
     * @param rows how many (symbol, ts) were compared, over both sides
     */
    record Result(long rows, List<Difference> differences) {}

    /** The columns that are content: all but the key and the row's history. */
    static List<String> contentColumns(Connection database) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (Statement statement = database.createStatement();
                ResultSet names = statement.executeQuery(COLUMNS)) {
            while (names.next()) {
                columns.add(names.getString(1));
            }
        }
        return columns;
    }

    /** Compares the rows with {@code ts} in {@code [from, to]}. */
    Result compare(Instant from, Instant to) throws SQLException {
        List<String> columns = contentColumns(database);
        return new Result(count(from, to), differences(columns, from, to));
    }

    private long count(Instant from, Instant to) throws SQLException {
        String sql = "SELECT count(*) FROM (SELECT symbol, ts FROM market_1s WHERE ts BETWEEN ? AND ? "
                + "UNION SELECT symbol, ts FROM market_1s_rebuilt WHERE ts BETWEEN ? AND ?) AS rows_of_both";
        try (PreparedStatement query = database.prepareStatement(sql)) {
            bind(query, from, to);
            try (ResultSet result = query.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        }
    }

    private List<Difference> differences(List<String> columns, Instant from, Instant to) throws SQLException {
        String live =
                String.join(", ", columns.stream().map(column -> "l." + column).toList());
        String rebuilt =
                String.join(", ", columns.stream().map(column -> "r." + column).toList());
        String sql = "SELECT symbol, ts, l.trade_count_1s IS NULL, r.trade_count_1s IS NULL, " + live + ", " + rebuilt
                + " FROM (SELECT * FROM market_1s WHERE ts BETWEEN ? AND ?) l"
                + " FULL JOIN (SELECT * FROM market_1s_rebuilt WHERE ts BETWEEN ? AND ?) r USING (symbol, ts)"
                + " WHERE (" + live + ") IS DISTINCT FROM (" + rebuilt + ") ORDER BY ts, symbol";
        List<Difference> differences = new ArrayList<>();
        // Within a transaction the driver reads a part at a time: everything may be different.
        database.setAutoCommit(false);
        try (PreparedStatement query = database.prepareStatement(sql)) {
            query.setFetchSize(FETCH_SIZE);
            bind(query, from, to);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    add(row, columns, differences);
                }
            }
        } finally {
            database.setAutoCommit(true);
        }
        return differences;
    }

    private static void add(ResultSet row, List<String> columns, List<Difference> differences) throws SQLException {
        String symbol = row.getString(1);
        Instant ts = row.getObject(2, OffsetDateTime.class).toInstant();
        boolean noLive = row.getBoolean(3);
        boolean noRebuilt = row.getBoolean(4);
        if (noLive || noRebuilt) {
            differences.add(new Difference(
                    symbol, ts, "row", noLive ? "missing" : "present", noRebuilt ? "missing" : "present"));
            return;
        }
        for (int i = 0; i < columns.size(); i++) {
            Object live = row.getObject(5 + i);
            Object rebuilt = row.getObject(5 + columns.size() + i);
            if (!same(live, rebuilt)) {
                differences.add(new Difference(symbol, ts, columns.get(i), text(live), text(rebuilt)));
            }
        }
    }

    private static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one instanceof java.math.BigDecimal number && other instanceof java.math.BigDecimal otherNumber) {
            return number.compareTo(otherNumber) == 0;
        }
        return one == null ? other == null : one.equals(other);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static void bind(PreparedStatement query, Instant from, Instant to) throws SQLException {
        for (int i = 1; i <= 4; i += 2) {
            query.setObject(i, from.atOffset(ZoneOffset.UTC));
            query.setObject(i + 1, to.atOffset(ZoneOffset.UTC));
        }
    }
}
