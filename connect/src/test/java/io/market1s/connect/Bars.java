package io.market1s.connect;

import io.market1s.data.Bar;
import io.market1s.data.BarContent;
import io.market1s.data.Quote;
import io.market1s.data.Side;
import io.market1s.data.TradeSummary;
import java.math.BigDecimal;
import java.time.Instant;

/** Bars to send through the converter. */
final class Bars {
    static final Instant TS = Instant.parse("2026-02-16T07:36:29Z");
    static final Instant EMITTED_AT = TS.plusMillis(512);

    /** Nothing known but the second. */
    static final Bar EMPTY =
            new Bar(new BarContent("KRW-BTC", TS, null, null, null, TradeSummary.NONE, 0, false, false), 0, EMITTED_AT);

    private Bars() {}

    /** Every decimal of the bar is the number itself, or follows from it. */
    static Bar all(BigDecimal number) {
        Quote quote = new Quote(TS.minusMillis(77), number, number, number, number, number, number);
        TradeSummary trades =
                new TradeSummary(3, number, number, number, new TradeSummary.Ohlc(number, number, number, number));
        return new Bar(new BarContent("KRW-BTC", TS, quote, number, Side.BID, trades, 2, true, true), 1, EMITTED_AT);
    }
}
