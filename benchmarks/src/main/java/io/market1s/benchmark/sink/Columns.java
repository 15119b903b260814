package io.market1s.benchmark.sink;

import io.market1s.data.Bar;
import io.market1s.data.BarContent;
import io.market1s.data.Quote;
import io.market1s.data.TradeSummary;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The columns of {@code market_1s} as values for JDBC and for COPY, in the table's order. */
final class Columns {
    static final List<String> NAMES = List.of(
            "symbol",
            "ts",
            "mid",
            "bid",
            "ask",
            "spread",
            "bid_size",
            "ask_size",
            "imbalance_top5",
            "last_trade_price",
            "last_trade_side",
            "trade_count_1s",
            "trade_volume_1s",
            "trade_value_1s",
            "buy_volume_1s",
            "open",
            "high",
            "low",
            "close",
            "book_count_1s",
            "book_age_ms",
            "complete",
            "trades_complete",
            "revision",
            "emitted_at");

    private static final String KEY = "symbol, ts";

    private Columns() {}

    /** The clause with which an insert updates a row that exists. */
    static String onConflict() {
        return NAMES.stream()
                .filter(name -> !KEY.contains(name))
                .map(name -> name + " = excluded." + name)
                .collect(Collectors.joining(", ", " ON CONFLICT (" + KEY + ") DO UPDATE SET ", ""));
    }

    static @Nullable Object[] values(Bar bar) {
        BarContent content = bar.content();
        Quote quote = content.quote();
        TradeSummary trades = content.trades();
        TradeSummary.Ohlc prices = trades.prices();
        return new @Nullable Object[] {
            content.symbol(),
            content.ts().atOffset(ZoneOffset.UTC),
            quote == null ? null : quote.mid(),
            quote == null ? null : quote.bid(),
            quote == null ? null : quote.ask(),
            quote == null ? null : quote.spread(),
            quote == null ? null : quote.bidSize(),
            quote == null ? null : quote.askSize(),
            quote == null ? null : quote.imbalance(),
            content.lastTradePrice(),
            content.lastTradeSide() == null ? null : content.lastTradeSide().name(),
            trades.count(),
            trades.volume(),
            trades.value(),
            trades.buyVolume(),
            prices == null ? null : prices.open(),
            prices == null ? null : prices.high(),
            prices == null ? null : prices.low(),
            prices == null ? null : prices.close(),
            content.bookCount(),
            content.bookAgeMillis(),
            content.complete(),
            content.tradesComplete(),
            bar.revision(),
            bar.emittedAt().atOffset(ZoneOffset.UTC)
        };
    }

    /** A line of COPY's text format. */
    static String line(Bar bar) {
        return Arrays.stream(values(bar))
                .map(value -> value == null ? "\\N" : value.toString())
                .collect(Collectors.joining("\t", "", "\n"));
    }
}
