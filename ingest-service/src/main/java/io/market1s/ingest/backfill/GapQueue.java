package io.market1s.ingest.backfill;

import io.market1s.ingest.feed.Gap;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The gaps that wait, one a market. Those that failed come last; then the most active market comes first: by its live
 * trades and, where there were none yet, by the age of its last one. Thread-safe.
 */
final class GapQueue {
    private final Map<String, Gap> waiting = new HashMap<>();
    private final Comparator<Gap> order;
    private boolean closed;

    /**
     * An empty queue.
     *
     * @param activity of a market: the greater, the sooner its turn
     */
    GapQueue(ToLongFunction<String> activity) {
        order = Comparator.comparingInt(Gap::attempts)
                .thenComparing(Comparator.<Gap>comparingLong(gap -> activity.applyAsLong(gap.code()))
                        .reversed())
                .thenComparing(GapQueue::lastTrade, Comparator.reverseOrder())
                .thenComparing(Gap::code);
    }

    /** Adds a gap to what waits of its market. */
    synchronized void add(Gap gap) {
        waiting.merge(gap.code(), gap, Gap::and);
        notifyAll();
    }

    /** Takes the next gap, waiting for one; null once the queue is closed. */
    synchronized @Nullable Gap take() throws InterruptedException {
        while (waiting.isEmpty() && !closed) {
            wait();
        }
        return closed
                ? null
                : waiting.remove(
                        waiting.values().stream().min(order).orElseThrow().code());
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Gives out nothing more. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** The markets whose gaps wait. */
    synchronized Set<String> codes() {
        return new TreeSet<>(waiting.keySet());
    }

    private static Instant lastTrade(Gap gap) {
        Instant last = gap.lastTrade();
        return last == null ? Instant.MIN : last;
    }
}
