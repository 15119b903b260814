package io.market1s.ingest.status;

import io.market1s.data.OrderBook;
import io.market1s.data.Quote;
import io.market1s.data.Trade;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The status in words: one line of totals and, for a handful of symbols, one line each. Pure. */
public final class StatusReport {
    /** With more symbols than this, only totals are told. */
    private static final int MAX_SYMBOLS = 20;

    private StatusReport() {}

    public static String totals(IngestCounters.Snapshot counts) {
        return "trades=" + counts.trades() + " books=" + counts.books() + " tickers=" + counts.tickers()
                + " heartbeats=" + counts.of(Count.HEARTBEATS) + " errors=" + counts.errors() + " lost="
                + counts.of(Count.LOST)
                + " reconnects=" + counts.of(Count.RECONNECTS) + " open=" + counts.openConnections()
                + " backfilled=" + counts.of(Count.BACKFILLED);
    }

    /** What witnesses have found: doubts, feeds whose word was taken back, and volume that no trade accounts for. */
    public static String evidence(IngestCounters.Snapshot counts, Map<String, BigDecimal> unaccounted) {
        String volumes = unaccounted.isEmpty()
                ? "none"
                : ShortList.of(unaccounted.entrySet().stream()
                        .map(market -> market.getKey() + "=" + market.getValue().toPlainString())
                        .toList());
        return "doubts=" + counts.of(Count.DOUBTS) + " withdrawn=" + counts.of(Count.WITHDRAWN) + " filled="
                + counts.of(Count.FILLED) + " unaccounted=" + volumes;
    }

    /** How far our clock is ahead of the exchange's. */
    public static String clock(Optional<Duration> difference) {
        return "clock="
                + difference
                        .map(ahead -> String.format(Locale.ROOT, "%+d ms", ahead.toMillis()))
                        .orElse("-");
    }

    public static List<String> symbols(List<String> symbols, LiveView view) {
        return symbols.size() > MAX_SYMBOLS
                ? List.of()
                : symbols.stream()
                        .map(symbol -> symbol(symbol, view.book(symbol), view.trade(symbol)))
                        .toList();
    }

    private static String symbol(String symbol, @Nullable OrderBook book, @Nullable Trade trade) {
        Quote quote = book == null ? null : Quote.of(book);
        Double imbalance = quote == null ? null : quote.imbalance();
        return symbol + " mid=" + text(quote == null ? null : quote.mid()) + " spread="
                + text(quote == null ? null : quote.spread()) + " trade="
                + (trade == null ? "-" : text(trade.price()) + "x" + text(trade.volume()) + " " + trade.side())
                + " imbalance=" + (imbalance == null ? "-" : String.format(Locale.ROOT, "%+.3f", imbalance));
    }

    private static String text(@Nullable BigDecimal number) {
        return number == null ? "-" : number.toPlainString();
    }
}
