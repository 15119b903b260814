package io.market1s.simulator.market;

import io.market1s.data.Side;
import io.market1s.simulator.frame.FrameType;
import io.market1s.simulator.frame.MadeTrade;
import io.market1s.simulator.frame.TimedFrame;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * One market, made slot by slot of 100 ms. Its events depend on the seed, its spec and the times of its slots alone, not
 * on the other markets. Mutable, for one thread.
 */
final class SyntheticMarket {
    static final int SLOT = 100;
    private static final double GRID = 1000.0 / SLOT;
    private static final Spelling[] SPELLINGS = {
        Spelling.JAVA, Spelling.JAVA, Spelling.JAVA, Spelling.FULL, Spelling.SHORT, Spelling.PYTHON
    };

    private final MarketSpec spec;
    private final long meanVolume;
    private final Chance chance;
    private final Ladder ladder;
    private final TradeIds ids;
    private final Activity activity;
    private final FrameDelays delivery;
    private final Day day;
    private final Tape tape = new Tape();
    private final Consumer<MadeTrade> made;
    private long lastBookTime;
    private boolean paused;

    SyntheticMarket(MarketSpec spec, long seed, Consumer<MadeTrade> made) {
        this.spec = spec;
        this.meanVolume = Fixed8.of(spec.volume());
        this.chance = new Chance(seed, spec.symbol());
        this.ladder = new Ladder(spec, chance);
        this.ids = new TradeIds(chance);
        this.activity = new Activity(chance, spec.silences());
        this.delivery = new FrameDelays(chance);
        this.day = new Day(Fixed8.of(spec.price()));
        this.made = made;
    }

    /** Whether it makes nothing until it is told to go on. */
    void pause(boolean newPaused) {
        paused = newPaused;
    }

    /** The ticker as of a time, which lies at most {@link Tape#LENGTH} back. */
    byte[] ticker(long time) {
        Tape.Mark mark = tape.at(time);
        Day.State state = mark.day().at(time, mark.trade().price());
        long made = Math.max(mark.trade().made(), state.beginning());
        return FrameJson.ticker(made, mark.trade(), state, Spelling.FULL);
    }

    /** The state in which the market starts: a trade, a book and a ticker of a moment before. */
    void open(Instant start, Consumer<TimedFrame> frames) {
        long time = start.toEpochMilli() - chance.between(200, 2000);
        boolean buyer = chance.happens(0.5);
        long price = buyer ? ladder.bestAsk() : ladder.bestBid();
        Execution trade = execution(time, price, chance.size(meanVolume), buyer ? Side.BID : Side.ASK);
        frames.accept(tradeFrame(trade));
        frames.accept(tickerFrame(trade));
        frames.accept(bookFrame(time));
    }

    /** Makes what happens in the 100 ms that begin at {@code start}. */
    void slot(Instant start, Consumer<TimedFrame> frames) {
        if (paused) {
            return;
        }
        double factor = activity.at(start);
        int books = chance.about(booksPerSecond(factor) * SLOT / 1000);
        int[] trades = new int[chance.poisson(spec.trades() * factor * SLOT / 1000)];
        Arrays.setAll(trades, i -> chance.between(0, SLOT - 1));
        Arrays.sort(trades);
        long slot = start.toEpochMilli();
        int next = 0;
        for (int book = 0; book < books; book++) {
            int offset = book * SLOT / books;
            while (next < trades.length && trades[next] < offset) {
                trade(slot + trades[next++], frames);
            }
            book(slot + offset, frames);
        }
        while (next < trades.length) {
            trade(slot + trades[next++], frames);
        }
    }

    /** Books vary less than trades; what is no busier than the grid of 100 ms stays on it. */
    private double booksPerSecond(double factor) {
        double rate = factor == 0 ? 0 : spec.books() * (0.7 + 0.3 * factor);
        return spec.books() > GRID ? rate : Math.min(rate, GRID);
    }

    private void book(long time, Consumer<TimedFrame> frames) {
        ladder.step();
        // A real book's time often lies a few ms beside the grid; some stay on it, thus on a second's edge.
        long bookTime = Math.max(lastBookTime + 1, time + (chance.happens(0.5) ? 0 : 6));
        frames.accept(bookFrame(bookTime));
    }

    private void trade(long time, Consumer<TimedFrame> frames) {
        if (chance.happens(0.3)) {
            ladder.step();
        }
        boolean buyer = chance.happens(0.5);
        long price = buyer ? ladder.bestAsk() : ladder.bestBid();
        long volume = chance.size(meanVolume);
        // Equal in everything but the id: what tempts a program to take (time, price, volume, side) for a key.
        int twins = chance.happens(0.04) ? 2 : 1;
        for (int i = 0; i < twins; i++) {
            Execution trade = execution(time, price, volume, buyer ? Side.BID : Side.ASK);
            frames.accept(tradeFrame(trade));
            if (chance.happens(spec.tickers() / spec.trades())) {
                frames.accept(tickerFrame(trade));
            }
        }
    }

    private Execution execution(long time, long price, long volume, Side side) {
        Execution.Top top =
                new Execution.Top(ladder.bestAsk(), ladder.bestAskSize(), ladder.bestBid(), ladder.bestBidSize());
        long frameMade = time + chance.between(30, 80);
        long previousClose = day.previousClose(time);
        Execution trade =
                new Execution(spec.symbol(), time, frameMade, ids.next(time), price, volume, side, previousClose, top);
        day.add(time, price, volume, side);
        tape.add(trade, day.state());
        made.accept(trade.asMade());
        return trade;
    }

    private TimedFrame tradeFrame(Execution trade) {
        Spelling spelling = spelling();
        return new TimedFrame(
                FrameType.TRADE,
                spec.symbol(),
                Instant.ofEpochMilli(trade.time()),
                delivery.trade(trade.time(), trade.made()),
                () -> FrameJson.trade(trade, spelling));
    }

    private TimedFrame tickerFrame(Execution last) {
        Spelling spelling = spelling();
        Day.State state = day.state();
        return new TimedFrame(
                FrameType.TICKER,
                spec.symbol(),
                Instant.ofEpochMilli(last.made()),
                delivery.ticker(last.made()),
                () -> FrameJson.ticker(last.made(), last, state, spelling));
    }

    private TimedFrame bookFrame(long time) {
        Spelling spelling = spelling();
        Ladder.Book book = ladder.book();
        lastBookTime = time;
        return new TimedFrame(
                FrameType.ORDERBOOK,
                spec.symbol(),
                Instant.ofEpochMilli(time),
                delivery.book(time),
                () -> FrameJson.book(spec.symbol(), time, book, spelling));
    }

    private Spelling spelling() {
        return SPELLINGS[chance.between(0, SPELLINGS.length - 1)];
    }
}
