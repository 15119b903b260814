package io.market1s.ingest.backfill;

import io.market1s.ingest.feed.Gap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The gaps that wait, one a market. Those that failed come last; then the most active market comes first: by its live
 * trades and, where there were none yet, by the age of its last one. Thread-safe.
 */
final class GapQueue {
    private final Map<String, Waiting> waiting = new HashMap<>();
    private final Comparator<Gap> order;
    private final LongSupplier nanoTime;
    private boolean closed;

    /** A gap whose turn does not come before a time of the monotonic clock. */
    private record Waiting(Gap gap, long due) {
        Waiting and(Waiting other) {
            return new Waiting(gap.and(other.gap), due - other.due < 0 ? due : other.due);
        }
    }

    /**
     * An empty queue.
     *
     * @param activity of a market: the greater, the sooner its turn
     */
    GapQueue(ToLongFunction<String> activity, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        order = Comparator.comparingInt(Gap::attempts)
                .thenComparing(Comparator.<Gap>comparingLong(gap -> activity.applyAsLong(gap.code()))
                        .reversed())
                .thenComparing(GapQueue::lastTrade, Comparator.reverseOrder())
                .thenComparing(Gap::code);
    }

    /** Adds a gap to what waits of its market. */
    void add(Gap gap) {
        add(gap, Duration.ZERO);
    }

    /** Adds a gap whose turn comes after a pause, unless another of its market comes before. */
    void add(Gap gap, Duration pause) {
        add(List.of(gap), pause);
    }

    /** Adds gaps of several markets at once, so that none has its turn before the others are there. */
    synchronized void add(List<Gap> gaps, Duration pause) {
        long due = nanoTime.getAsLong() + pause.toNanos();
        gaps.forEach(gap -> waiting.merge(gap.code(), new Waiting(gap, due), Waiting::and));
        notifyAll();
    }

    /** Takes the next gap, waiting for one; null once the queue is closed. */
    synchronized @Nullable Gap take() throws InterruptedException {
        while (!closed) {
            Gap next = due().stream().min(order).orElse(null);
            if (next != null) {
                waiting.remove(next.code());
                return next;
            }
            wait(untilNextDue());
        }
        return null;
    }

    /** Whether there is nothing to do now. */
    synchronized boolean isIdle() {
        return due().isEmpty();
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

    /** The gaps that wait. */
    synchronized List<Gap> gaps() {
        return waiting.values().stream().map(Waiting::gap).toList();
    }

    private List<Gap> due() {
        long now = nanoTime.getAsLong();
        List<Gap> due = new ArrayList<>();
        waiting.values().forEach(each -> {
            if (each.due() - now <= 0) {
                due.add(each.gap());
            }
        });
        return due;
    }

    /** In milliseconds, as {@link #wait(long)} takes it: 0 is until somebody adds a gap or closes the queue. */
    private long untilNextDue() {
        long now = nanoTime.getAsLong();
        OptionalLong soonest =
                waiting.values().stream().mapToLong(each -> each.due() - now).min();
        return soonest.isEmpty() ? 0 : TimeUnit.NANOSECONDS.toMillis(Math.max(0, soonest.getAsLong())) + 1;
    }

    private static Instant lastTrade(Gap gap) {
        Instant last = gap.lastTrade();
        return last == null ? Instant.MIN : last;
    }
}
