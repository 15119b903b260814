package io.market1s.local.candle;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Our seconds as the view {@code market_1s_candle} shows them. Uses the caller's connection. */
public final class OurSeconds {
    private static final String SECONDS = """
            SELECT ts, complete, opening_price, high_price, low_price, trade_price, candle_acc_trade_volume,
                   candle_acc_trade_price
            FROM market_1s
            LEFT JOIN market_1s_candle
              ON market = symbol AND candle_date_time_utc = (ts - interval '1 second') AT TIME ZONE 'UTC'
            WHERE symbol = ? AND ts BETWEEN ? AND ?
            """;

    private final Connection database;

    public OurSeconds(Connection database) {
        this.database = database;
    }

    /**
     * One row.
     *
     * @param complete whether it saw its whole second
     * @param candle null without trades
     */
    public record Second(boolean complete, @Nullable Candle candle) {}

    /** From the first to the last ts that there is. */
    public record Span(Instant first, Instant last) {}

    /** Where the table begins and ends; null if it is empty. */
    public @Nullable Span span() throws SQLException {
        try (PreparedStatement query = database.prepareStatement("SELECT min(ts), max(ts) FROM market_1s");
                ResultSet result = query.executeQuery()) {
            result.next();
            OffsetDateTime first = result.getObject(1, OffsetDateTime.class);
            return first == null
                    ? null
                    : new Span(
                            first.toInstant(),
                            result.getObject(2, OffsetDateTime.class).toInstant());
        }
    }

    /** The symbols that have rows in a range. */
    public List<String> symbols(Instant from, Instant to) throws SQLException {
        try (PreparedStatement query = database.prepareStatement(
                "SELECT DISTINCT symbol FROM market_1s WHERE ts BETWEEN ? AND ? ORDER BY symbol")) {
            bind(query, 1, from, to);
            List<String> symbols = new ArrayList<>();
            try (ResultSet result = query.executeQuery()) {
                while (result.next()) {
                    symbols.add(result.getString(1));
                }
            }
            return symbols;
        }
    }

    /** The rows of a symbol in a range, by ts. */
    public NavigableMap<Instant, Second> between(String symbol, Instant from, Instant to) throws SQLException {
        try (PreparedStatement query = database.prepareStatement(SECONDS)) {
            query.setString(1, symbol);
            bind(query, 2, from, to);
            NavigableMap<Instant, Second> seconds = new TreeMap<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    seconds.put(
                            row.getObject(1, OffsetDateTime.class).toInstant(),
                            new Second(row.getBoolean(2), candle(row)));
                }
            }
            return seconds;
        }
    }

    private static @Nullable Candle candle(ResultSet row) throws SQLException {
        return row.getBigDecimal(3) == null
                ? null
                : new Candle(
                        row.getBigDecimal(3),
                        row.getBigDecimal(4),
                        row.getBigDecimal(5),
                        row.getBigDecimal(6),
                        row.getBigDecimal(7),
                        row.getBigDecimal(8));
    }

    private static void bind(PreparedStatement query, int index, Instant from, Instant to) throws SQLException {
        query.setObject(index, from.atOffset(ZoneOffset.UTC));
        query.setObject(index + 1, to.atOffset(ZoneOffset.UTC));
    }
}
