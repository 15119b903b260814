package io.market1s.simulator.tally;

import io.market1s.data.Trade;
import io.market1s.simulator.frame.MadeTrade;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One market's recent trades, each id once, in the order of (time, id). Not thread-safe: the tally guards it. */
final class TradeLog {
    private static final Comparator<Trade> COPIES = Comparator.comparing(Trade::time)
            .thenComparing(Trade::price)
            .thenComparing(Trade::volume)
            .thenComparing(Trade::side);

    private final TreeMap<Place, MadeTrade> trades = new TreeMap<>();
    private final Map<Long, Place> places = new HashMap<>();

    /** What adding a trade changed. */
    sealed interface Change {
        /** The trade is new. */
        record Added() implements Change {}

        /** Nothing: a copy that counts no more than the one before. */
        record None() implements Change {}

        /** It is a copy that counts instead of the one before, which was at {@code before}. */
        record Replaced(Instant before) implements Change {}
    }

    Change add(MadeTrade made) {
        Trade trade = made.trade();
        Place place = new Place(trade.time(), trade.sequentialId());
        Place before = places.get(trade.sequentialId());
        if (before == null) {
            put(place, made);
            return new Change.Added();
        }
        MadeTrade other = trades.get(before);
        if (other != null && COPIES.compare(trade, other.trade()) >= 0) {
            return new Change.None();
        }
        trades.remove(before);
        put(place, made);
        return new Change.Replaced(before.time);
    }

    /** Trades of {@code [from, to)}, the earliest first. */
    Collection<MadeTrade> between(Instant from, Instant to) {
        return trades.subMap(Place.first(from), true, Place.first(to), false).values();
    }

    /**
     * The last trades before {@code to}, newest first.
     *
     * @param cursor only what comes after the trade of that id, newest first; null for no such bound
     */
    List<MadeTrade> newest(Instant to, @Nullable Long cursor, int count) {
        Place bound = Place.first(to);
        Place after = cursor == null ? null : places.get(cursor);
        if (after != null && after.compareTo(bound) < 0) {
            bound = after;
        }
        List<MadeTrade> newest = new ArrayList<>();
        for (MadeTrade made : trades.headMap(bound, false).descendingMap().values()) {
            // A cursor of a trade that is not known bounds by the id itself, as numbers.
            if (cursor != null && after == null && made.trade().sequentialId() >= cursor) {
                continue;
            }
            if (newest.size() == count) {
                break;
            }
            newest.add(made);
        }
        return newest;
    }

    void forget(Duration retention, int most) {
        if (trades.isEmpty()) {
            return;
        }
        Instant oldest = trades.lastKey().time.minus(retention);
        for (Iterator<Place> it = trades.keySet().iterator(); it.hasNext(); ) {
            Place place = it.next();
            if (!place.time.isBefore(oldest) && trades.size() <= most) {
                return;
            }
            it.remove();
            places.remove(place.id);
        }
    }

    private void put(Place place, MadeTrade made) {
        trades.put(place, made);
        places.put(place.id, place);
    }

    private record Place(Instant time, long id) implements Comparable<Place> {
        static Place first(Instant time) {
            return new Place(time, Long.MIN_VALUE);
        }

        @Override
        public int compareTo(Place other) {
            int byTime = time.compareTo(other.time);
            return byTime != 0 ? byTime : Long.compare(id, other.id);
        }
    }
}
