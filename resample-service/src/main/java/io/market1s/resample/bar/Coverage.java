package io.market1s.resample.bar;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Which seconds of a symbol were covered, by which feed: per feed the runs of consecutive covered seconds. A run needs
 * the same small space whether it lasts a second or a week. Not thread-safe.
 */
final class Coverage {
    /** The "last covered second" of a symbol that was never covered. */
    static final long NEVER = Long.MIN_VALUE;

    private final String symbol;
    private final Journal journal;
    private final Map<String, NavigableMap<Long, Long>> runsByFeed = new HashMap<>();
    private long lastForgotten = NEVER;

    Coverage(String symbol, Journal journal) {
        this.symbol = symbol;
        this.journal = journal;
    }

    /** Marks a second as covered by a feed; false if it was known. */
    boolean add(String feed, long second) {
        NavigableMap<Long, Long> runs = runsByFeed.computeIfAbsent(feed, name -> new TreeMap<>());
        Map.Entry<Long, Long> before = runs.floorEntry(second);
        if (before != null && before.getValue() >= second) {
            return false;
        }
        long from = before != null && before.getValue() == second - 1 ? before.getKey() : second;
        Long joined = runs.remove(second + 1);
        if (joined != null) {
            journal.remove(Fact.Covered.identity(symbol, feed, second + 1));
        }
        long to = joined == null ? second : joined;
        runs.put(from, to);
        journal.put(new Fact.Covered(symbol, feed, from, to));
        return true;
    }

    void restore(Fact.Covered run) {
        runsByFeed.computeIfAbsent(run.feed(), name -> new TreeMap<>()).put(run.from(), run.to());
    }

    void restoreLastForgotten(long second) {
        lastForgotten = second;
    }

    /** Whether any feed covered the second. */
    boolean covers(long second) {
        for (NavigableMap<Long, Long> runs : runsByFeed.values()) {
            if (contains(runs, second)) {
                return true;
            }
        }
        return false;
    }

    /** Whether one and the same feed covered this second and the next. */
    boolean coversWithNext(long second) {
        for (NavigableMap<Long, Long> runs : runsByFeed.values()) {
            if (contains(runs, second) && contains(runs, second + 1)) {
                return true;
            }
        }
        return false;
    }

    /** The greatest covered second that is not after this one, or {@link #NEVER}. */
    long lastUpTo(long second) {
        long last = lastForgotten <= second ? lastForgotten : NEVER;
        for (NavigableMap<Long, Long> runs : runsByFeed.values()) {
            Map.Entry<Long, Long> run = runs.floorEntry(second);
            if (run != null) {
                last = Math.max(last, Math.min(run.getValue(), second));
            }
        }
        return last;
    }

    /** The least covered second after this one, or {@link Long#MAX_VALUE}. */
    long firstAfter(long second) {
        long first = Long.MAX_VALUE;
        for (NavigableMap<Long, Long> runs : runsByFeed.values()) {
            if (contains(runs, second + 1)) {
                return second + 1;
            }
            Long from = runs.higherKey(second);
            first = from == null ? first : Math.min(first, from);
        }
        return first;
    }

    /** Forgets the runs that ended before a second, but not when the symbol was last covered. */
    void forgetBefore(long second) {
        for (Iterator<Map.Entry<String, NavigableMap<Long, Long>>> feeds =
                        runsByFeed.entrySet().iterator();
                feeds.hasNext(); ) {
            Map.Entry<String, NavigableMap<Long, Long>> feed = feeds.next();
            NavigableMap<Long, Long> runs = feed.getValue();
            while (!runs.isEmpty() && runs.firstEntry().getValue() < second) {
                Map.Entry<Long, Long> run = runs.pollFirstEntry();
                lastForgotten = Math.max(lastForgotten, run.getValue());
                journal.remove(Fact.Covered.identity(symbol, feed.getKey(), run.getKey()));
            }
            if (runs.isEmpty()) {
                feeds.remove();
            }
        }
    }

    long lastForgotten() {
        return lastForgotten;
    }

    private static boolean contains(NavigableMap<Long, Long> runs, long second) {
        Map.Entry<Long, Long> run = runs.floorEntry(second);
        return run != null && run.getValue() >= second;
    }
}
