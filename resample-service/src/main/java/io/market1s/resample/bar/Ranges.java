package io.market1s.resample.bar;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A set of whole numbers as ranges {@code [from, until)} that neither overlap nor touch: a long range needs as little
 * space as a short one. Each range is a fact in the journal. Not thread-safe.
 */
final class Ranges {
    private final Journal journal;
    private final AsFact asFact;
    private final NavigableMap<Long, Long> untilByFrom = new TreeMap<>();

    /** What a range is in the journal. */
    interface AsFact {
        Fact of(long from, long until);
    }

    Ranges(Journal journal, AsFact asFact) {
        this.journal = journal;
        this.asFact = asFact;
    }

    /** Adds {@code [from, until)}; false if all of it was there. */
    boolean add(long from, long until) {
        Map.Entry<Long, Long> before = untilByFrom.floorEntry(from);
        if (before != null && before.getValue() >= until) {
            return false;
        }
        long first = before != null && before.getValue() >= from ? before.getKey() : from;
        long end = until;
        for (Map.Entry<Long, Long> next = untilByFrom.higherEntry(first);
                next != null && next.getKey() <= until;
                next = untilByFrom.higherEntry(first)) {
            end = Math.max(end, next.getValue());
            remove(next);
        }
        untilByFrom.put(first, end);
        journal.put(asFact.of(first, end));
        return true;
    }

    void restore(long from, long until) {
        untilByFrom.put(from, until);
    }

    boolean contains(long number) {
        Map.Entry<Long, Long> range = untilByFrom.floorEntry(number);
        return range != null && range.getValue() > number;
    }

    boolean containsAll(long from, long until) {
        Map.Entry<Long, Long> range = untilByFrom.floorEntry(from);
        return range != null && range.getValue() >= until;
    }

    /** The range with the greatest {@code from} that is not greater than the number; null if there is none. */
    Map.@Nullable Entry<Long, Long> floor(long number) {
        return untilByFrom.floorEntry(number);
    }

    /** The range with the least {@code from} that is greater than the number; null if there is none. */
    Map.@Nullable Entry<Long, Long> higher(long number) {
        return untilByFrom.higherEntry(number);
    }

    /** Takes the first range out if all of it lies before {@code limit}; null if not. */
    Map.@Nullable Entry<Long, Long> pollBefore(long limit) {
        Map.Entry<Long, Long> first = untilByFrom.firstEntry();
        if (first == null || first.getValue() > limit) {
            return null;
        }
        remove(first);
        return first;
    }

    boolean isEmpty() {
        return untilByFrom.isEmpty();
    }

    private void remove(Map.Entry<Long, Long> range) {
        untilByFrom.remove(range.getKey());
        journal.remove(asFact.of(range.getKey(), range.getValue()).identity());
    }
}
