package io.market1s.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;

/**
 * One copy of a trade.
 *
 * @param time event time, epoch ms
 * @param effect when this copy takes effect, epoch ms; later than the event time if it came after the horizon
 * @param side BID or ASK
 */
record OracleTrade(String symbol, long id, long time, long effect, BigDecimal price, BigDecimal volume, String side) {
    /** First and last trade are by this. */
    static final Comparator<OracleTrade> EVENT_ORDER =
            Comparator.comparingLong(OracleTrade::time).thenComparingLong(OracleTrade::id);

    /** The least of the copies of one trade counts. The design does not order the sides: BID comes first here. */
    static final Comparator<OracleTrade> COPY_ORDER = Comparator.comparingLong(OracleTrade::time)
            .thenComparing(OracleTrade::price)
            .thenComparing(OracleTrade::volume)
            .thenComparing(trade -> List.of("BID", "ASK").indexOf(trade.side()));

    static OracleTrade read(JsonNode json, long recordTimestamp) {
        boolean rest = !json.has("type");
        long time = Json.millis(json, rest ? "timestamp" : "trade_timestamp");
        return new OracleTrade(
                Json.text(json, rest ? "market" : "code"),
                Json.integer(json, "sequential_id"),
                time,
                Math.max(time, recordTimestamp),
                Json.decimal(json, "trade_price"),
                Json.decimal(json, "trade_volume"),
                Json.text(json, "ask_bid"));
    }

    boolean withinHorizon() {
        return effect == time;
    }

    BigDecimal value() {
        return price.multiply(volume);
    }
}
