package io.market1s.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Reads what the pipeline made, for the comparison: a value of the topic {@code market_1s} or a row of the table. */
public final class ActualRows {
    private ActualRows() {}

    /** The content of a bar's JSON. */
    public static OracleRow ofJson(byte[] bar) {
        JsonNode json = Json.read(new String(bar, UTF_8));
        return new OracleRow(
                Json.text(json, "symbol"),
                Instant.ofEpochMilli(Json.integer(json, "ts")),
                decimal(json, "mid"),
                decimal(json, "bid"),
                decimal(json, "ask"),
                decimal(json, "spread"),
                decimal(json, "bid_size"),
                decimal(json, "ask_size"),
                json.path("imbalance_top5").isNull()
                        ? null
                        : Json.decimal(json, "imbalance_top5").doubleValue(),
                decimal(json, "last_trade_price"),
                json.path("last_trade_side").isNull() ? null : Json.text(json, "last_trade_side"),
                Math.toIntExact(Json.integer(json, "trade_count_1s")),
                Json.decimal(json, "trade_volume_1s"),
                Json.decimal(json, "trade_value_1s"),
                Json.decimal(json, "buy_volume_1s"),
                decimal(json, "open"),
                decimal(json, "high"),
                decimal(json, "low"),
                decimal(json, "close"),
                Math.toIntExact(Json.integer(json, "book_count_1s")),
                json.path("book_age_ms").isNull() ? null : Json.integer(json, "book_age_ms"),
                Json.flag(json, "complete"),
                Json.flag(json, "trades_complete"));
    }

    /** The content of the current row of {@code SELECT * FROM market_1s}. */
    public static OracleRow of(ResultSet row) throws SQLException {
        return new OracleRow(
                row.getString("symbol"),
                row.getObject("ts", OffsetDateTime.class).toInstant(),
                row.getBigDecimal("mid"),
                row.getBigDecimal("bid"),
                row.getBigDecimal("ask"),
                row.getBigDecimal("spread"),
                row.getBigDecimal("bid_size"),
                row.getBigDecimal("ask_size"),
                row.getObject("imbalance_top5", Double.class),
                row.getBigDecimal("last_trade_price"),
                row.getString("last_trade_side"),
                row.getInt("trade_count_1s"),
                row.getBigDecimal("trade_volume_1s"),
                row.getBigDecimal("trade_value_1s"),
                row.getBigDecimal("buy_volume_1s"),
                row.getBigDecimal("open"),
                row.getBigDecimal("high"),
                row.getBigDecimal("low"),
                row.getBigDecimal("close"),
                row.getInt("book_count_1s"),
                row.getObject("book_age_ms", Long.class),
                row.getBoolean("complete"),
                row.getBoolean("trades_complete"));
    }

    private static @Nullable BigDecimal decimal(JsonNode json, String column) {
        return json.path(column).isNull() ? null : Json.decimal(json, column);
    }
}
