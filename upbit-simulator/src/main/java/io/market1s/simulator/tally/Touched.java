package io.market1s.simulator.tally;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The stretches {@code [from, to)} of each market in which it was not delivered as it should be. A stretch that has begun
 * lasts until it is ended, and no longer than was said when it began. Kept for {@link Tally#SECONDS_KEPT}. Thread-safe.
 */
public final class Touched {
    private final Map<String, TreeMap<Instant, Instant>> stretches = new HashMap<>();
    private final Map<String, Begun> begun = new HashMap<>();

    private record Begun(Instant from, Instant atMost) {}

    /**
     * Begins a stretch; one that goes on already keeps its beginning.
     *
     * @param atMost when it ends if nobody ends it before
     */
    public synchronized void begin(String symbol, Instant from, Instant atMost) {
        Begun before = begun.get(symbol);
        if (before != null && before.atMost.isBefore(from)) {
            add(symbol, before.from, before.atMost);
            before = null;
        }
        begun.put(symbol, before == null ? new Begun(from, atMost) : merged(before, from, atMost));
    }

    /** Ends the stretch that goes on, if there is one. */
    public synchronized void end(String symbol, Instant to) {
        Begun ended = begun.remove(symbol);
        if (ended != null) {
            add(symbol, ended.from, ended.atMost.isBefore(to) ? ended.atMost : to);
        }
    }

    /** Adds a whole stretch. */
    public synchronized void add(String symbol, Instant from, Instant to) {
        TreeMap<Instant, Instant> known = stretches.computeIfAbsent(symbol, unknown -> new TreeMap<>());
        Instant first = from;
        Instant last = to;
        for (var near = known.floorEntry(to);
                near != null && !near.getValue().isBefore(from);
                near = known.floorEntry(to)) {
            known.remove(near.getKey());
            first = near.getKey().isBefore(first) ? near.getKey() : first;
            last = near.getValue().isAfter(last) ? near.getValue() : last;
        }
        known.put(first, last);
        Instant oldest = last.minus(Tally.SECONDS_KEPT);
        known.values().removeIf(end -> end.isBefore(oldest));
    }

    /** Whether any moment of the second that ends at {@code end} lies in a stretch. */
    public synchronized boolean touches(String symbol, Instant end) {
        Instant start = end.minus(Duration.ofSeconds(1));
        Begun open = begun.get(symbol);
        if (open != null && open.from.isBefore(end) && open.atMost.isAfter(start)) {
            return true;
        }
        TreeMap<Instant, Instant> known = stretches.get(symbol);
        var near = known == null ? null : known.lowerEntry(end);
        return near != null && near.getValue().isAfter(start);
    }

    private static Begun merged(Begun before, Instant from, Instant atMost) {
        return new Begun(
                before.from.isBefore(from) ? before.from : from,
                before.atMost.isAfter(atMost) ? before.atMost : atMost);
    }
}
