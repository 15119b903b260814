package io.market1s.local.report;

import io.market1s.data.Decimals;
import io.market1s.data.TradeSummary;
import io.market1s.simulator.tally.Claim;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the rows of the table as claims about the exchange. Uses the caller's connection. */
public final class ClaimReader {
    private static final int AT_ONCE = 2000;

    private static final String ROWS = """
            SELECT ts, complete, trades_complete, book_age_ms,
                   trade_count_1s, trade_volume_1s, trade_value_1s, buy_volume_1s, open, high, low, close
            FROM market_1s WHERE symbol = ? AND ts BETWEEN ? AND ?
            """;

    private final Connection connection;

    public ClaimReader(Connection connection) {
        this.connection = connection;
    }

    /** Hands on every row of a range, in any order. */
    public void read(RowRange range, Consumer<Claim> claims) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ROWS)) {
            statement.setFetchSize(AT_ONCE);
            statement.setString(1, range.symbol());
            statement.setTimestamp(2, Timestamp.from(range.first()));
            statement.setTimestamp(3, Timestamp.from(range.last()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    claims.accept(claim(range.symbol(), rows));
                }
            }
        }
    }

    private static Claim claim(String symbol, ResultSet row) throws SQLException {
        Instant ts = row.getTimestamp("ts").toInstant();
        long age = row.getLong("book_age_ms");
        @Nullable Instant book = row.wasNull() ? null : ts.minusMillis(age);
        TradeSummary trades = new TradeSummary(
                row.getInt("trade_count_1s"),
                decimal(row, "trade_volume_1s"),
                decimal(row, "trade_value_1s"),
                decimal(row, "buy_volume_1s"),
                prices(row));
        return new Claim(symbol, ts, row.getBoolean("complete"), row.getBoolean("trades_complete"), trades, book);
    }

    private static TradeSummary.@Nullable Ohlc prices(ResultSet row) throws SQLException {
        return row.getBigDecimal("open") == null
                ? null
                : new TradeSummary.Ohlc(
                        decimal(row, "open"), decimal(row, "high"), decimal(row, "low"), decimal(row, "close"));
    }

    private static BigDecimal decimal(ResultSet row, String column) throws SQLException {
        return Decimals.canonical(row.getBigDecimal(column));
    }
}
