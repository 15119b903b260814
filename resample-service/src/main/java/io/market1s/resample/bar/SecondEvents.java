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

/**
 * What took effect in one second of one symbol, as far as a bar needs it. Immutable: a change is another instance, no
 * change the same one.
 *
 * @param trades those that count, in any order
 * @param lateTrade the greatest of the trades that came too late to count and took effect in this second; null if none
 * @param quote the last book that took effect in this second; null if none
 * @param bookTimes the times of the second's own books
 */
@SuppressWarnings("ReferenceEquality") // "The same" is the question.
public record SecondEvents(
        List<Trade> trades,
        @Nullable Trade lateTrade,
        @Nullable Quote quote,
        BookTimes bookTimes) {
    /** Nothing. */
    static final SecondEvents NONE = new SecondEvents(List.of(), null, null, BookTimes.NONE);

    public SecondEvents {
        trades = List.copyOf(trades);
    }

    /** These and a trade of this second, which must not be among them. */
    SecondEvents with(Trade trade) {
        List<Trade> more = new ArrayList<>(trades.size() + 1);
        more.addAll(trades);
        more.add(trade);
        return new SecondEvents(more, lateTrade, quote, bookTimes);
    }

    SecondEvents without(Trade trade) {
        return new SecondEvents(
                trades.stream().filter(each -> !each.equals(trade)).toList(), lateTrade, quote, bookTimes);
    }

    /** These and a trade of a past second that took effect in this one: it counts nowhere, but may be the last trade. */
    SecondEvents withLate(Trade trade) {
        Trade last = EventOrder.last(EventOrder.TRADES, lateTrade, trade);
        return last == lateTrade ? this : new SecondEvents(trades, last, quote, bookTimes);
    }

    /** These and a book of this second. */
    SecondEvents with(Quote book) {
        Quote last = EventOrder.last(EventOrder.QUOTES, quote, book);
        BookTimes times = bookTimes.plus((int) Math.floorMod(book.time().toEpochMilli(), 1000L));
        return last == quote && times == bookTimes ? this : new SecondEvents(trades, lateTrade, last, times);
    }

    /** These and a book of a past second that took effect in this one. */
    SecondEvents withLate(Quote book) {
        Quote last = EventOrder.last(EventOrder.QUOTES, quote, book);
        return last == quote ? this : new SecondEvents(trades, lateTrade, last, bookTimes);
    }

    @Nullable
    Trade lastTrade() {
        Trade last = lateTrade;
        for (Trade trade : trades) {
            last = EventOrder.last(EventOrder.TRADES, last, trade);
        }
        return last;
    }

    private TradeSummary summary() {
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

    /** The content of this second's bar; {@code carried} is what is carried after it. */
    BarContent content(String symbol, long second, Carried carried, boolean complete, boolean tradesComplete) {
        Trade lastTrade = carried.trade();
        return new BarContent(
                symbol,
                Seconds.instant(second),
                carried.quote(),
                lastTrade == null ? null : lastTrade.price(),
                lastTrade == null ? null : lastTrade.side(),
                summary(),
                bookTimes.count(),
                complete,
                tradesComplete);
    }
}
