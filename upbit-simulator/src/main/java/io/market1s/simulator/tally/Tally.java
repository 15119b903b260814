package io.market1s.simulator.tally;

import io.market1s.data.Decimals;
import io.market1s.data.Trade;
import io.market1s.data.TradeSummary;
import io.market1s.simulator.frame.FrameType;
import io.market1s.simulator.frame.MadeTrade;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the exchange made: distinct trades by market and second, and the number of frames by type, whether anybody
 * received them or not. A second is known by its end, as a bar is: {@code ts} stands for {@code [ts - 1 s, ts)}. What
 * misbehaviour duplicates or garbles is not counted again.
 *
 * <p>Seconds with trades are kept for {@link #SECONDS_KEPT}, at some 400 bytes each; single trades (for the REST API and
 * to know copies) for {@link #TRADES_KEPT}, at some 300 bytes each, and as long as they are no more than their market's
 * share of {@link #MOST_TRADES} or 500; when books were made, to the second, for {@link #BOOKS_KEPT}. Thread-safe.
 */
public final class Tally {
    /** How long seconds are kept. */
    public static final Duration SECONDS_KEPT = Duration.ofHours(6);
    /** How long the times of books are kept. */
    public static final Duration BOOKS_KEPT = Duration.ofHours(2);
    /** How long single trades are kept: REST gives them for so long. */
    public static final Duration TRADES_KEPT = Duration.ofDays(7);
    /** How many single trades are kept, of all markets together. */
    public static final int MOST_TRADES = 400_000;

    private static final int LEAST_SHARE = 500;

    private final Map<String, Market> markets = new HashMap<>();
    private final EnumMap<FrameType, Long> frames = new EnumMap<>(FrameType.class);

    /**
     * Trades over a range.
     *
     * @param trades number of distinct trades
     * @param volume sum of volumes; of one market in its base currency, over several without meaning but exact
     * @param value sum of price times volume
     */
    public record Totals(long trades, BigDecimal volume, BigDecimal value) {
        static final Totals NONE = new Totals(0, BigDecimal.ZERO, BigDecimal.ZERO);

        Totals plus(TradeSummary second) {
            return new Totals(
                    trades + second.count(),
                    Decimals.canonical(volume.add(second.volume())),
                    Decimals.canonical(value.add(second.value())));
        }
    }

    /**
     * One second in which a market traded.
     *
     * @param end the second's end
     * @param lastTrade time of its last trade
     */
    public record Second(Instant end, TradeSummary trades, Instant lastTrade) {}

    /** Counts a trade, once. */
    public synchronized void trade(MadeTrade made) {
        market(made.trade().symbol()).add(made, Math.max(LEAST_SHARE, MOST_TRADES / markets.size()));
    }

    /** Takes note of a book. */
    public synchronized void book(String symbol, Instant time) {
        market(symbol).books.add(time);
    }

    /** The time of a market's last book before {@code end}, a whole second; null if none is known. */
    public synchronized @Nullable Instant lastBook(String symbol, Instant end) {
        Market market = markets.get(symbol);
        return market == null ? null : market.books.lastBefore(end);
    }

    /** Counts a frame. */
    public synchronized void frame(FrameType type) {
        frames.merge(type, 1L, Long::sum);
    }

    /** Frames made so far of a type: REALTIME ones, without the snapshots of subscriptions. */
    public synchronized long frames(FrameType type) {
        return frames.getOrDefault(type, 0L);
    }

    /** The trades of the second that ends at {@code end}; {@link TradeSummary#NONE} if there was none. */
    public synchronized TradeSummary second(String symbol, Instant end) {
        Market market = markets.get(symbol);
        SecondTally second = market == null ? null : market.seconds.get(end);
        return second == null ? TradeSummary.NONE : second.summary();
    }

    /** The seconds of a market with trades whose ends lie in {@code [from, to]}, earliest first. */
    public synchronized List<Second> seconds(String symbol, Instant from, Instant to) {
        List<Second> seconds = new ArrayList<>();
        Market market = markets.get(symbol);
        if (market != null && !from.isAfter(to)) {
            market.seconds
                    .subMap(from, true, to, true)
                    .forEach((end, second) -> seconds.add(new Second(end, second.summary(), second.lastTime())));
        }
        return seconds;
    }

    /** Sums over the seconds of a market whose ends lie in {@code [from, to]}. */
    public Totals between(String symbol, Instant from, Instant to) {
        Totals totals = Totals.NONE;
        for (Second second : seconds(symbol, from, to)) {
            totals = totals.plus(second.trades());
        }
        return totals;
    }

    /**
     * The last trades of a market before {@code to}, newest first by (time, id).
     *
     * @param cursor only trades that come after the one of this id in that order; null for no such bound
     */
    public synchronized List<MadeTrade> newestTrades(String symbol, Instant to, @Nullable Long cursor, int count) {
        Market market = markets.get(symbol);
        return market == null ? List.of() : market.log.newest(to, cursor, count);
    }

    private Market market(String symbol) {
        return markets.computeIfAbsent(symbol, unknown -> new Market());
    }

    private static Instant endOfSecond(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond() + 1);
    }

    /** What is kept of one market. */
    private static final class Market {
        final TreeMap<Instant, SecondTally> seconds = new TreeMap<>();
        final TradeLog log = new TradeLog();
        final LastBookTimes books = new LastBookTimes(BOOKS_KEPT);

        void add(MadeTrade made, int mostTrades) {
            TradeLog.Change change = log.add(made);
            if (change instanceof TradeLog.Change.Added) {
                count(made.trade());
            } else if (change instanceof TradeLog.Change.Replaced replaced) {
                recount(endOfSecond(replaced.before()));
                recount(endOfSecond(made.trade().time()));
            }
            log.forget(TRADES_KEPT, mostTrades);
            seconds.headMap(seconds.lastKey().minus(SECONDS_KEPT)).clear();
        }

        private void count(Trade trade) {
            Instant end = endOfSecond(trade.time());
            SecondTally second = seconds.get(end);
            if (second == null) {
                seconds.put(end, new SecondTally(trade));
            } else {
                second.add(trade);
            }
        }

        private void recount(Instant end) {
            seconds.remove(end);
            for (MadeTrade made : log.between(end.minusSeconds(1), end)) {
                count(made.trade());
            }
        }
    }
}
