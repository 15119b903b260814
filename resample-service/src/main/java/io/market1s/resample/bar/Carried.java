package io.market1s.resample.bar;

import io.market1s.data.Quote;
import io.market1s.data.Trade;
import org.jspecify.annotations.Nullable;

/** What a second hands to the next: the last book and the last trade so far, null before the first. */
record Carried(@Nullable Quote quote, @Nullable Trade trade) {
    static final Carried NOTHING = new Carried(null, null);

    /** What is carried after a second in which these events took effect. */
    @SuppressWarnings("ReferenceEquality") // Nothing new is the usual case, and then nothing is allocated.
    Carried plus(SecondEvents second) {
        Quote lastQuote = EventOrder.last(EventOrder.QUOTES, quote, second.quote());
        Trade lastTrade = EventOrder.last(EventOrder.TRADES, trade, second.lastTrade());
        return lastQuote == quote && lastTrade == trade ? this : new Carried(lastQuote, lastTrade);
    }
}
