package io.market1s.oracle;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The content of one row of {@code market_1s}: all columns but {@code revision} and {@code emitted_at}. */
public record OracleRow(
        String symbol,
        Instant ts,
        @Nullable BigDecimal mid,
        @Nullable BigDecimal bid,
        @Nullable BigDecimal ask,
        @Nullable BigDecimal spread,
        @Nullable BigDecimal bidSize,
        @Nullable BigDecimal askSize,
        @Nullable Double imbalanceTop5,
        @Nullable BigDecimal lastTradePrice,
        @Nullable String lastTradeSide,
        int tradeCount1s,
        BigDecimal tradeVolume1s,
        BigDecimal tradeValue1s,
        BigDecimal buyVolume1s,
        @Nullable BigDecimal open,
        @Nullable BigDecimal high,
        @Nullable BigDecimal low,
        @Nullable BigDecimal close,
        int bookCount1s,
        @Nullable Long bookAgeMs,
        boolean complete,
        boolean tradesComplete) {

    /** The columns after the key, by their names in the table, in its order. */
    public Map<String, @Nullable Object> columns() {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("mid", mid);
        columns.put("bid", bid);
        columns.put("ask", ask);
        columns.put("spread", spread);
        columns.put("bid_size", bidSize);
        columns.put("ask_size", askSize);
        columns.put("imbalance_top5", imbalanceTop5);
        columns.put("last_trade_price", lastTradePrice);
        columns.put("last_trade_side", lastTradeSide);
        columns.put("trade_count_1s", tradeCount1s);
        columns.put("trade_volume_1s", tradeVolume1s);
        columns.put("trade_value_1s", tradeValue1s);
        columns.put("buy_volume_1s", buyVolume1s);
        columns.put("open", open);
        columns.put("high", high);
        columns.put("low", low);
        columns.put("close", close);
        columns.put("book_count_1s", bookCount1s);
        columns.put("book_age_ms", bookAgeMs);
        columns.put("complete", complete);
        columns.put("trades_complete", tradesComplete);
        return columns;
    }

    /** The row of the same events, played later by a whole number of seconds. */
    public OracleRow playedLaterBy(Duration shift) {
        return new OracleRow(
                symbol,
                ts.plus(shift),
                mid,
                bid,
                ask,
                spread,
                bidSize,
                askSize,
                imbalanceTop5,
                lastTradePrice,
                lastTradeSide,
                tradeCount1s,
                tradeVolume1s,
                tradeValue1s,
                buyVolume1s,
                open,
                high,
                low,
                close,
                bookCount1s,
                bookAgeMs,
                complete,
                tradesComplete);
    }
}
