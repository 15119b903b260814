package io.market1s.local.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;

/** Counts which of the expected rows the table has. Uses the caller's connection. */
public final class TableAudit {
    private static final String COUNTS = """
            SELECT count(*), count(DISTINCT ts), count(*) FILTER (WHERE NOT complete),
                   count(*) FILTER (WHERE revision > 0), coalesce(sum(trade_count_1s), 0)
            FROM market_1s WHERE symbol = ? AND ts BETWEEN ? AND ?
            """;

    private final Connection connection;

    /**
     * Counts of rows.
     *
     * @param duplicates rows beyond one for a second
     * @param trades the sum of {@code trade_count_1s}
     */
    public record Counts(long rows, long duplicates, long incomplete, long revised, long trades) {
        /** No rows. */
        public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

        /** These and others together. */
        public Counts plus(Counts other) {
            return new Counts(
                    rows + other.rows,
                    duplicates + other.duplicates,
                    incomplete + other.incomplete,
                    revised + other.revised,
                    trades + other.trades);
        }

        /** Seconds of the range without a row. */
        public long missingOf(long expected) {
            return expected - (rows - duplicates);
        }
    }

    public TableAudit(Connection connection) {
        this.connection = connection;
    }

    /** Counts the rows of a range. */
    public Counts count(RowRange range) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COUNTS)) {
            statement.setString(1, range.symbol());
            statement.setTimestamp(2, Timestamp.from(range.first()));
            statement.setTimestamp(3, Timestamp.from(range.last()));
            try (ResultSet counts = statement.executeQuery()) {
                counts.next();
                long rows = counts.getLong(1);
                return new Counts(
                        rows, rows - counts.getLong(2), counts.getLong(3), counts.getLong(4), counts.getLong(5));
            }
        }
    }
}
