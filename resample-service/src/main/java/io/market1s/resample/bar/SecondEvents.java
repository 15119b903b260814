package io.market1s.resample.bar;

import io.market1s.data.BarContent;
import io.market1s.data.Decimals;
import io.market1s.data.Quote;
import io.market1s.data.Side;
import io.market1s.data.Trade;
import io.market1s.data.TradeSummary;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What took effect in one second of one symbol, as far as a bar needs it. Not thread-safe. */
final class SecondEvents {
    private final List<Trade> trades;
    private @Nullable Trade lateTrade;
    private @Nullable Quote quote;
    private BookTimes bookTimes;

    SecondEvents() {
        this(new ArrayList<>(2), null, null, BookTimes.NONE);
    }

    private SecondEvents(List<Trade> trades, @Nullable Trade lateTrade, @Nullable Quote quote, BookTimes bookTimes) {
        this.trades = trades;
        this.lateTrade = lateTrade;
        this.quote = quote;
        this.bookTimes = bookTimes;
    }

    SecondEvents copy() {
        return new SecondEvents(new ArrayList<>(trades), lateTrade, quote, bookTimes);
    }

    /** Adds a trade of this second, which must not be known yet. */
    void add(Trade trade) {
        trades.add(trade);
    }

    void remove(Trade trade) {
        trades.remove(trade);
    }

    /** A trade of a past second that took effect in this one: it counts nowhere, but may be the last trade. */
    @SuppressWarnings("ReferenceEquality") // EventOrder.last returns one of the two.
    boolean addLate(Trade trade) {
        Trade last = EventOrder.last(EventOrder.TRADES, lateTrade, trade);
        boolean changed = last != lateTrade;
        lateTrade = last;
        return changed;
    }

    /** A book of this second. */
    @SuppressWarnings("ReferenceEquality") // EventOrder.last returns one of the two.
    boolean add(Quote book) {
        boolean changed = addLate(book);
        BookTimes more = bookTimes.plus((int) Math.floorMod(book.time().toEpochMilli(), 1000L));
        changed |= more != bookTimes;
        bookTimes = more;
        return changed;
    }

    /** A book of a past second that took effect in this one. */
    @SuppressWarnings("ReferenceEquality") // EventOrder.last returns one of the two.
    boolean addLate(Quote book) {
        Quote last = EventOrder.last(EventOrder.QUOTES, quote, book);
        boolean changed = last != quote;
        quote = last;
        return changed;
    }

    void restore(@Nullable Quote lastQuote, BookTimes times) {
        quote = lastQuote;
        bookTimes = times;
    }

    List<Trade> trades() {
        return trades;
    }

    @Nullable
    Trade lateTrade() {
        return lateTrade;
    }

    @Nullable
    Quote quote() {
        return quote;
    }

    BookTimes bookTimes() {
        return bookTimes;
    }

    @Nullable
    Trade lastTrade() {
        Trade last = lateTrade;
        for (Trade trade : trades) {
            last = EventOrder.last(EventOrder.TRADES, last, trade);
        }
        return last;
    }

    TradeSummary summary() {
        if (trades.isEmpty()) {
            return TradeSummary.NONE;
        }
        Trade first = trades.get(0);
        Trade last = first;
        BigDecimal high = first.price();
        BigDecimal low = first.price();
        BigDecimal volume = BigDecimal.ZERO;
        BigDecimal value = BigDecimal.ZERO;
        BigDecimal buyVolume = BigDecimal.ZERO;
        for (Trade trade : trades) {
            first = EventOrder.TRADES.compare(trade, first) < 0 ? trade : first;
            last = EventOrder.TRADES.compare(trade, last) > 0 ? trade : last;
            high = high.max(trade.price());
            low = low.min(trade.price());
            volume = volume.add(trade.volume());
            value = value.add(trade.price().multiply(trade.volume()));
            buyVolume = trade.side() == Side.BID ? buyVolume.add(trade.volume()) : buyVolume;
        }
        return new TradeSummary(
                trades.size(),
                Decimals.canonical(volume),
                Decimals.canonical(value),
                Decimals.canonical(buyVolume),
                new TradeSummary.Ohlc(first.price(), high, low, last.price()));
    }

    /** The content of a bar; {@code carried} is what is carried after this second, null a second without events. */
    static BarContent content(
            String symbol, long second, @Nullable SecondEvents events, Carried carried, boolean complete) {
        Trade lastTrade = carried.trade();
        return new BarContent(
                symbol,
                Seconds.instant(second),
                carried.quote(),
                lastTrade == null ? null : lastTrade.price(),
                lastTrade == null ? null : lastTrade.side(),
                events == null ? TradeSummary.NONE : events.summary(),
                events == null ? 0 : events.bookTimes.count(),
                complete);
    }
}
