package io.market1s.resample.bar;

import io.market1s.data.Quote;
import io.market1s.data.Trade;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The events of one symbol's recent seconds and what is left of the seconds before. Knows nothing of open and closed.
 * Not thread-safe.
 */
final class RecentSeconds {
    private final String symbol;
    private final Journal journal;
    private final NavigableMap<Long, SecondEvents> seconds = new TreeMap<>();
    private final Map<Long, Trade> tradesById = new HashMap<>();
    private Carried past = Carried.NOTHING;

    RecentSeconds(String symbol, Journal journal) {
        this.symbol = symbol;
        this.journal = journal;
    }

    /** The events of a second, to be added to. */
    SecondEvents at(long second) {
        return seconds.computeIfAbsent(second, key -> new SecondEvents());
    }

    /** The events of a second; null if there are none. */
    @Nullable
    SecondEvents find(long second) {
        return seconds.get(second);
    }

    /** The next second after this one with events; null if there is none. */
    @Nullable
    Long nextAfter(long second) {
        return seconds.higherKey(second);
    }

    /** The copy of a trade that counts so far; null if the trade is new. */
    @Nullable
    Trade known(Trade trade) {
        return tradesById.get(trade.sequentialId());
    }

    /** Lets this copy of a trade count from now on; {@code events} are those of its second. */
    void count(Trade trade, SecondEvents events) {
        tradesById.put(trade.sequentialId(), trade);
        events.add(trade);
        journal.put(trades(Seconds.containing(trade.time()), events));
    }

    /** Lets this copy of a trade count no longer; {@code events} are those of its second. */
    void discount(Trade trade, SecondEvents events) {
        tradesById.remove(trade.sequentialId());
        events.remove(trade);
        Fact.Trades rest = trades(Seconds.containing(trade.time()), events);
        if (rest.trades().isEmpty()) {
            journal.remove(rest);
        } else {
            journal.put(rest);
        }
    }

    private Fact.Trades trades(long second, SecondEvents events) {
        return new Fact.Trades(symbol, second, events.trades());
    }

    /** What is carried into a second. */
    Carried carriedBefore(long second) {
        return carriedOver(past, Long.MIN_VALUE, second);
    }

    /** What is carried into second {@code to}, when {@code carried} is carried into second {@code from}. */
    Carried carriedOver(Carried carried, long from, long to) {
        Carried running = carried;
        for (SecondEvents events : seconds.subMap(from, to).values()) {
            running = running.plus(events);
        }
        return running;
    }

    /** What is left of the forgotten seconds. */
    Carried past() {
        return past;
    }

    /** Forgets the seconds before this one but for what they carry; false if there were none with events. */
    boolean forgetBefore(long floor) {
        boolean forgotten = false;
        while (!seconds.isEmpty() && seconds.firstKey() < floor) {
            Map.Entry<Long, SecondEvents> oldest = seconds.pollFirstEntry();
            past = past.plus(oldest.getValue());
            forget(oldest.getKey(), oldest.getValue());
            forgotten = true;
        }
        return forgotten;
    }

    private void forget(long second, SecondEvents events) {
        if (!events.trades().isEmpty()) {
            events.trades().forEach(trade -> tradesById.remove(trade.sequentialId()));
            journal.remove(trades(second, events));
        }
        Trade lateTrade = events.lateTrade();
        if (lateTrade != null) {
            journal.remove(new Fact.LateTrade(second, lateTrade));
        }
        Quote quote = events.quote();
        if (quote != null) {
            journal.remove(new Fact.Books(symbol, second, quote, events.bookTimes()));
        }
    }

    void restore(Fact.OfSymbol fact) {
        if (fact instanceof Fact.Trades counted) {
            SecondEvents events = at(counted.second());
            counted.trades().forEach(trade -> {
                tradesById.put(trade.sequentialId(), trade);
                events.add(trade);
            });
        } else if (fact instanceof Fact.LateTrade late) {
            at(late.second()).addLate(late.trade());
        } else if (fact instanceof Fact.Books books) {
            at(books.second()).restore(books.quote(), books.times());
        } else if (fact instanceof Fact.Past forgotten) {
            past = new Carried(forgotten.quote(), forgotten.trade());
        }
    }
}
