package io.market1s.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One book, as far as a row can show it.
 *
 * @param time event time, epoch ms
 * @param effect when it takes effect, epoch ms; later than the event time if it came after the horizon
 * @param bidDepth sum of the sizes of the best five bids
 */
record OracleBook(
        String symbol,
        long time,
        long effect,
        @Nullable BigDecimal bid,
        @Nullable BigDecimal bidSize,
        @Nullable BigDecimal ask,
        @Nullable BigDecimal askSize,
        BigDecimal bidDepth,
        BigDecimal askDepth) {

    /** The last book is the greatest by this: by time, a tie by the levels, an absent one least. */
    static final Comparator<OracleBook> EVENT_ORDER = Comparator.comparingLong(OracleBook::time)
            .thenComparing(by(OracleBook::bid))
            .thenComparing(by(OracleBook::bidSize))
            .thenComparing(by(OracleBook::ask))
            .thenComparing(by(OracleBook::askSize))
            .thenComparing(by(OracleBook::bidDepth))
            .thenComparing(by(OracleBook::askDepth));

    static OracleBook read(JsonNode json, long recordTimestamp) {
        List<JsonNode> bids = best(json, "bid");
        List<JsonNode> asks = best(json, "ask");
        long time = Json.millis(json, "timestamp");
        return new OracleBook(
                Json.text(json, "code"),
                time,
                Math.max(time, recordTimestamp),
                bids.isEmpty() ? null : Json.decimal(bids.get(0), "bid_price"),
                bids.isEmpty() ? null : Json.decimal(bids.get(0), "bid_size"),
                asks.isEmpty() ? null : Json.decimal(asks.get(0), "ask_price"),
                asks.isEmpty() ? null : Json.decimal(asks.get(0), "ask_size"),
                sum(bids, "bid_size"),
                sum(asks, "ask_size"));
    }

    boolean withinHorizon() {
        return effect == time;
    }

    @Nullable
    BigDecimal mid() {
        return bid == null || ask == null ? null : bid.add(ask).divide(BigDecimal.valueOf(2));
    }

    @Nullable
    BigDecimal spread() {
        return bid == null || ask == null ? null : ask.subtract(bid);
    }

    @Nullable
    Double imbalance() {
        BigDecimal sum = bidDepth.add(askDepth);
        // More digits than any double needs, so that only the last rounding counts.
        return sum.signum() == 0
                ? null
                : bidDepth.subtract(askDepth).divide(sum, new MathContext(60)).doubleValue();
    }

    private static List<JsonNode> best(JsonNode json, String side) {
        List<JsonNode> levels = new ArrayList<>();
        for (JsonNode unit : json.get("orderbook_units")) {
            boolean padding = Json.decimal(unit, side + "_price").signum() == 0
                    || Json.decimal(unit, side + "_size").signum() == 0;
            if (!padding && levels.size() < 5) {
                levels.add(unit);
            }
        }
        return levels;
    }

    private static BigDecimal sum(List<JsonNode> levels, String field) {
        return levels.stream().map(level -> Json.decimal(level, field)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Comparator<OracleBook> by(Function<OracleBook, @Nullable BigDecimal> part) {
        return (one, other) -> {
            BigDecimal left = part.apply(one);
            BigDecimal right = part.apply(other);
            if (left == null || right == null) {
                return Boolean.compare(left != null, right != null);
            }
            return left.compareTo(right);
        };
    }
}
