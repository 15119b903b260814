package io.market1s.benchmark.dsl;

import io.market1s.data.OrderBook;
import io.market1s.data.Quote;
import io.market1s.data.Side;
import io.market1s.data.Trade;
import java.math.BigDecimal;
import java.util.List;

/**
 * The bar of one window, written in the usual way: a bean to which events are added. It covers its own second only:
 * nothing is carried over, a trade that comes twice counts twice, and a second without events has no bar.
 */
public final class WindowBar {
    /** The window's end; 0 until it is closed. */
    public long ts;

    public long bookTime = -1;
    public BigDecimal bid;
    public BigDecimal bidSize;
    public BigDecimal ask;
    public BigDecimal askSize;
    public BigDecimal bidDepth = BigDecimal.ZERO;
    public BigDecimal askDepth = BigDecimal.ZERO;
    public int bookCount;
    public int tradeCount;
    public BigDecimal tradeVolume = BigDecimal.ZERO;
    public BigDecimal tradeValue = BigDecimal.ZERO;
    public BigDecimal buyVolume = BigDecimal.ZERO;
    public long firstTime;
    public long firstId;
    public long lastTime;
    public long lastId;
    public BigDecimal open;
    public BigDecimal high;
    public BigDecimal low;
    public BigDecimal close;
    public boolean lastIsBuy;

    /** Adds what Jackson has bound. */
    public WindowBar add(Event event) {
        if (event.type().equals("trade")) {
            trade(
                    event.tradeTimestamp(),
                    event.sequentialId(),
                    event.tradePrice(),
                    event.tradeVolume(),
                    event.askBid().equals("BID"));
        } else {
            book(event);
        }
        return this;
    }

    /** Adds what the project's own parser has read. */
    public WindowBar add(Trade trade) {
        trade(
                trade.time().toEpochMilli(),
                trade.sequentialId(),
                trade.price(),
                trade.volume(),
                trade.side() == Side.BID);
        return this;
    }

    /** Adds what the project's own parser has read. */
    public WindowBar add(OrderBook book) {
        bookCount++;
        if (book.time().toEpochMilli() >= bookTime) {
            Quote quote = Quote.of(book);
            bookTime = book.time().toEpochMilli();
            bid = quote.bid();
            bidSize = quote.bidSize();
            ask = quote.ask();
            askSize = quote.askSize();
            bidDepth = quote.bidDepth();
            askDepth = quote.askDepth();
        }
        return this;
    }

    /** This bar, of the window that ends then. */
    public WindowBar at(long end) {
        ts = end;
        return this;
    }

    private void book(Event book) {
        bookCount++;
        if (book.timestamp() >= bookTime) {
            List<Event.Unit> best = book.orderbookUnits().subList(0, OrderBook.DEPTH);
            bookTime = book.timestamp();
            bid = best.get(0).bidPrice();
            bidSize = best.get(0).bidSize();
            ask = best.get(0).askPrice();
            askSize = best.get(0).askSize();
            bidDepth = best.stream().map(Event.Unit::bidSize).reduce(BigDecimal.ZERO, BigDecimal::add);
            askDepth = best.stream().map(Event.Unit::askSize).reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    private void trade(long time, long id, BigDecimal price, BigDecimal volume, boolean buy) {
        if (tradeCount == 0 || time < firstTime || (time == firstTime && id < firstId)) {
            firstTime = time;
            firstId = id;
            open = price;
        }
        if (tradeCount == 0 || time > lastTime || (time == lastTime && id > lastId)) {
            lastTime = time;
            lastId = id;
            close = price;
            lastIsBuy = buy;
        }
        high = tradeCount == 0 ? price : high.max(price);
        low = tradeCount == 0 ? price : low.min(price);
        tradeCount++;
        tradeVolume = tradeVolume.add(volume);
        tradeValue = tradeValue.add(price.multiply(volume));
        buyVolume = buy ? buyVolume.add(volume) : buyVolume;
    }
}
