package io.market1s.resample.stream;

import io.market1s.data.BarContent;
import io.market1s.data.Quote;
import io.market1s.data.Side;
import io.market1s.data.Trade;
import io.market1s.data.TradeSummary;
import io.market1s.resample.bar.BookTimes;
import io.market1s.resample.bar.Fact;
import io.market1s.resample.bar.SecondEvents;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One fact for each line of the golden files: every kind, each with what may be absent and without. */
final class GoldenFacts {
    static final long SECOND = 1_771_250_189;

    private static final Instant TIME = Instant.ofEpochSecond(SECOND).minusMillis(77);
    private static final Trade BUY =
            new Trade("KRW-BTC", TIME, 17712501889230000L, decimal("116538500.5"), decimal("0.00000003"), Side.BID);
    private static final Trade SALE =
            new Trade("KRW-BTC", TIME, 17712501889230001L, decimal("1E+8"), decimal("12"), Side.ASK);
    private static final Quote QUOTE = new Quote(
            TIME,
            decimal("116538000"),
            decimal("0.06612366"),
            decimal("116539000"),
            decimal("0.02054761"),
            decimal("3"),
            decimal("1"));
    private static final Quote EMPTY_QUOTE = new Quote(TIME, null, null, null, null, BigDecimal.ZERO, BigDecimal.ZERO);
    private static final TradeSummary TRADES = new TradeSummary(
            2,
            decimal("12.00000003"),
            decimal("1200000003.496155"),
            decimal("0.00000003"),
            new TradeSummary.Ohlc(decimal("1E+8"), decimal("116538500.5"), decimal("1E+8"), decimal("116538500.5")));

    private GoldenFacts() {}

    /** What every format can say. */
    static Map<String, Fact> v1() {
        Map<String, Fact> facts = new LinkedHashMap<>();
        facts.put("progress", new Fact.Progress(SECOND, SECOND - 840));
        facts.put("progress-first", new Fact.Progress(SECOND, Long.MIN_VALUE));
        facts.put(
                "second",
                new Fact.Second(
                        "KRW-BTC",
                        SECOND,
                        new SecondEvents(List.of(BUY, SALE), SALE, QUOTE, BookTimes.of(new short[] {0, 923, 999}))));
        facts.put(
                "second-empty",
                new Fact.Second("BTC-1INCH", SECOND, new SecondEvents(List.of(), null, null, BookTimes.NONE)));
        facts.put("covered", new Fact.Covered("KRW-BTC", "ingest-0/17", SECOND - 9, SECOND));
        facts.put("past", new Fact.Past("KRW-BTC", QUOTE, BUY, SECOND - 841));
        facts.put("past-empty", new Fact.Past("KRW-BTC", null, null, Long.MIN_VALUE));
        facts.put(
                "pending-complete",
                new Fact.Pending(
                        "KRW-BTC", SECOND, content(QUOTE, decimal("116538500.5"), Side.BID, TRADES, 3, true, true)));
        facts.put(
                "pending-incomplete",
                new Fact.Pending(
                        "KRW-BTC",
                        SECOND,
                        content(EMPTY_QUOTE, decimal("116538500.5"), Side.ASK, TRADES, 3, false, false)));
        facts.put(
                "pending-empty",
                new Fact.Pending("KRW-BTC", SECOND, content(null, null, null, TradeSummary.NONE, 0, true, true)));
        facts.put("pending-no-row", new Fact.Pending("KRW-BTC", SECOND, null));
        facts.put("revision", new Fact.Revision("KRW-BTC", SECOND, 3));
        return facts;
    }

    /** What the current format can say. */
    static Map<String, Fact> v2() {
        Map<String, Fact> facts = v1();
        facts.put("withdrawn", new Fact.Withdrawn("KRW-BTC", "ingest-0/17", SECOND - 9, SECOND));
        facts.put("filled", new Fact.Filled("KRW-BTC", SECOND * 1000 - 9_250, SECOND * 1000 - 1));
        facts.put(
                "pending-filled",
                new Fact.Pending("KRW-BTC", SECOND, content(null, null, null, TradeSummary.NONE, 0, false, true)));
        return facts;
    }

    private static BarContent content(
            @Nullable Quote quote,
            @Nullable BigDecimal price,
            @Nullable Side side,
            TradeSummary trades,
            int books,
            boolean complete,
            boolean tradesComplete) {
        return new BarContent(
                "KRW-BTC", Instant.ofEpochSecond(SECOND), quote, price, side, trades, books, complete, tradesComplete);
    }

    private static BigDecimal decimal(String number) {
        return new BigDecimal(number);
    }
}
