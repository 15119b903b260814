package io.market1s.resample.bar;

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
    private static final Slot NONE = new Slot(Long.MIN_VALUE);

    private final String symbol;
    private final Journal journal;
    private final NavigableMap<Long, Slot> seconds = new TreeMap<>();
    private final Map<Long, Trade> tradesById = new HashMap<>();
    private Carried past = Carried.NOTHING;
    /** Events come mostly into the same second as the one before. */
    private Slot last = NONE;

    RecentSeconds(String symbol, Journal journal) {
        this.symbol = symbol;
        this.journal = journal;
    }

    /** The events of a second. */
    SecondEvents at(long second) {
        if (last.second != second) {
            Slot slot = seconds.get(second);
            if (slot == null) {
                return SecondEvents.NONE;
            }
            last = slot;
        }
        return last.events;
    }

    /** Lets these be the events of a second from now on. */
    void replace(long second, SecondEvents events) {
        if (last.second != second) {
            last = seconds.computeIfAbsent(second, Slot::new);
        }
        last.events = events;
        journal.put(new Fact.Second(symbol, second, events));
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

    /** Notes that this copy of a trade counts from now on, in place of any other. */
    void know(Trade trade) {
        tradesById.put(trade.sequentialId(), trade);
    }

    /** What is carried into a second. */
    Carried carriedBefore(long second) {
        return carriedOver(past, Long.MIN_VALUE, second);
    }

    /** What is carried into second {@code to}, when {@code carried} is carried into second {@code from}. */
    Carried carriedOver(Carried carried, long from, long to) {
        Carried running = carried;
        for (Slot slot : seconds.subMap(from, to).values()) {
            running = running.plus(slot.events);
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
        last = NONE;
        while (!seconds.isEmpty() && seconds.firstKey() < floor) {
            Slot oldest = seconds.pollFirstEntry().getValue();
            past = past.plus(oldest.events);
            oldest.events.trades().forEach(trade -> tradesById.remove(trade.sequentialId()));
            journal.remove(Fact.Identity.of(Fact.Kind.SECOND, symbol, oldest.second));
            forgotten = true;
        }
        return forgotten;
    }

    void restore(Fact.OfSymbol fact) {
        if (fact instanceof Fact.Second second) {
            seconds.computeIfAbsent(second.second(), Slot::new).events = second.events();
            second.events().trades().forEach(this::know);
        } else if (fact instanceof Fact.Past forgotten) {
            past = new Carried(forgotten.quote(), forgotten.trade());
        }
    }

    private static final class Slot {
        final long second;
        SecondEvents events = SecondEvents.NONE;

        Slot(long second) {
            this.second = second;
        }
    }
}
