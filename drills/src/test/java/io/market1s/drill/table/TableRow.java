package io.market1s.drill.table;

import io.market1s.data.TradeSummary;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The columns of a row that can be compared with what the exchange made. */
record TableRow(String symbol, Instant ts, boolean complete, int trades, BigDecimal volume) {
    private static final String ROWS = """
            SELECT symbol, ts, complete, trade_count_1s, trade_volume_1s FROM market_1s WHERE ts BETWEEN ? AND ?
            """;

    /** Reads the rows of {@code [from, to]}. */
    static List<TableRow> read(Connection connection, Instant from, Instant to) throws SQLException {
        List<TableRow> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(ROWS)) {
            statement.setTimestamp(1, Timestamp.from(from));
            statement.setTimestamp(2, Timestamp.from(to));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(new TableRow(
                            row.getString(1),
                            row.getTimestamp(2).toInstant(),
                            row.getBoolean(3),
                            row.getInt(4),
                            row.getBigDecimal(5)));
                }
            }
        }
        return rows;
    }

    /** Whether it counts these trades. */
    boolean counts(TradeSummary made) {
        return trades == made.count() && volume.compareTo(made.volume()) == 0;
    }
}
