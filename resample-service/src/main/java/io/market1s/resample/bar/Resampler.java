package io.market1s.resample.bar;

import io.market1s.data.Bar;
import io.market1s.data.Evidence;
import io.market1s.data.OrderBook;
import io.market1s.data.Quote;
import io.market1s.data.Trade;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the events of many symbols into bars, one per symbol and second. Merging is idempotent and nothing depends on
 * the order of events or on when seconds are closed: any order, duplication and closing end in the same last bar of each
 * second. Everything it must not forget goes to a {@link Journal} before a call returns. Not thread-safe.
 *
 * <p>Lifecycle: {@link #restore} first, if there is anything to restore; then events, {@link #close}, {@link #correct}
 * and {@link #forgetBefore} in any order.
 */
public final class Resampler {
    /** What merging an event did to the seconds. */
    public enum Merge {
        /** The event took effect in a second that is open. */
        ON_TIME,
        /** The event took effect in a closed second, whose bar is corrected if that changes it. */
        AFTER_CLOSE,
        /** The event took effect in a second that is forgotten; nothing was changed. */
        FORGOTTEN
    }

    /** Closing starts this many seconds before the first event: its time may be ahead of what comes next. */
    private static final long START_MARGIN = 120;

    private static final long NOTHING_FORGOTTEN = Long.MIN_VALUE;

    private final long keepAlive;
    private final boolean closesFinal;
    private final Journal journal;
    private final Map<String, Timeline> timelines = new LinkedHashMap<>();
    private final Set<Timeline> corrected = new LinkedHashSet<>();
    /** Null before the first event. */
    private Fact.@Nullable Progress progress;

    /**
     * A resampler that knows nothing yet.
     *
     * @param keepAlive for how long after its last covered second a symbol gets rows; whole seconds
     * @param closesFinal whether all is known about a second and the one after it when it is closed
     */
    public Resampler(Duration keepAlive, boolean closesFinal, Journal journal) {
        this.keepAlive = keepAlive.toSeconds();
        this.closesFinal = closesFinal;
        this.journal = journal;
    }

    /** Restores what an earlier resampler put into its journal, in any order. */
    public void restore(Iterator<Fact> facts) {
        Map<String, Timeline> restored = new HashMap<>();
        while (facts.hasNext()) {
            Fact fact = facts.next();
            if (fact instanceof Fact.Progress last) {
                progress = last;
            } else if (fact instanceof Fact.OfSymbol ofSymbol) {
                restored.computeIfAbsent(ofSymbol.symbol(), symbol -> timeline(symbol, 0))
                        .restore(ofSymbol);
            }
        }
        Fact.Progress reached = progress;
        if (reached == null) {
            return;
        }
        restored.values().forEach(timeline -> {
            timeline.restored(reached);
            noteCorrections(timeline);
        });
        timelines.putAll(restored);
    }

    /** Merges a trade that took effect at {@code effective}: at its own time or, received too late to count, later. */
    public Merge add(Trade trade, Instant effective) {
        long second = Seconds.containing(effective);
        return merge(trade.symbol(), second, timeline -> {
            if (effective.isAfter(trade.time())) {
                timeline.addLate(trade, second);
            } else {
                timeline.add(trade);
            }
        });
    }

    /** Merges a book that took effect at {@code effective}: at its own time or, received too late to count, later. */
    public Merge add(OrderBook book, Instant effective) {
        long second = Seconds.containing(effective);
        return merge(book.symbol(), second, timeline -> {
            if (effective.isAfter(book.time())) {
                timeline.addLate(Quote.of(book), second);
            } else {
                timeline.add(Quote.of(book));
            }
        });
    }

    /**
     * Merges evidence as far as it is about {@code since} or later.
     *
     * @param since how far back it counts, to the millisecond: what the ingest received then can have changed no second
     *     before, so nothing can be said of those
     */
    public Merge add(Evidence evidence, Instant since) {
        CountedEvidence counted =
                CountedEvidence.of(evidence, since, progress == null ? NOTHING_FORGOTTEN : progress.floor());
        return counted == null
                ? Merge.FORGOTTEN
                : merge(evidence.symbol(), counted.first(), counted.last(), counted::mergeInto);
    }

    private Merge merge(String symbol, long second, Consumer<Timeline> change) {
        return merge(symbol, second, second, change);
    }

    private Merge merge(String symbol, long first, long last, Consumer<Timeline> change) {
        Fact.Progress before = progress == null ? progress(last - START_MARGIN, NOTHING_FORGOTTEN) : progress;
        if (last < before.floor()) {
            return Merge.FORGOTTEN;
        }
        Timeline timeline = timelines.computeIfAbsent(symbol, name -> timeline(name, before.closed()));
        change.accept(timeline);
        noteCorrections(timeline);
        return first > before.closed() ? Merge.ON_TIME : Merge.AFTER_CLOSE;
    }

    private Timeline timeline(String symbol, long closed) {
        return new Timeline(symbol, keepAlive, closesFinal, closed, journal);
    }

    private void noteCorrections(Timeline timeline) {
        if (timeline.hasCorrections()) {
            corrected.add(timeline);
        }
    }

    /**
     * Closes all seconds that end at or before {@code limit}, oldest first, and emits their bars with revision 0. Stops
     * after the second in which the budget is used up; the next call continues.
     *
     * @return how many bars were emitted
     */
    public int close(Instant limit, int budget, Instant emittedAt, Consumer<Bar> out) {
        long last = Seconds.endedAt(limit);
        int emitted = 0;
        while (progress != null && progress.closed() < last && emitted < budget) {
            int rows = closeNext(progress, emittedAt, out);
            if (rows == 0) {
                skipEmpty(progress, last);
            }
            emitted += rows;
        }
        return emitted;
    }

    private int closeNext(Fact.Progress before, Instant emittedAt, Consumer<Bar> out) {
        int rows = 0;
        for (Timeline timeline : timelines.values()) {
            Bar bar = timeline.close(emittedAt);
            if (bar != null) {
                out.accept(bar);
                rows++;
            }
            noteCorrections(timeline);
        }
        progress(before.closed() + 1, before.floor());
        return rows;
    }

    /** After a week without the exchange it must not take a loop over a week's seconds to go on. */
    private void skipEmpty(Fact.Progress before, long last) {
        long next = timelines.values().stream().mapToLong(Timeline::next).min().orElse(Long.MAX_VALUE);
        long empty = Math.min(next - 1, last);
        if (empty > before.closed()) {
            timelines.values().forEach(timeline -> timeline.skipTo(empty));
            progress(empty, before.floor());
        }
    }

    private Fact.Progress progress(long closed, long floor) {
        Fact.Progress reached = new Fact.Progress(closed, floor);
        progress = reached;
        journal.put(reached);
        return reached;
    }

    /**
     * Emits bars of closed seconds whose content has changed since they were emitted, at most {@code budget} of them.
     *
     * @return how many bars were emitted
     */
    public int correct(int budget, Instant emittedAt, Consumer<Bar> out) {
        return correctBefore(Long.MAX_VALUE, budget, emittedAt, out);
    }

    private int correctBefore(long second, int budget, Instant emittedAt, Consumer<Bar> out) {
        int emitted = 0;
        for (Iterator<Timeline> waiting = corrected.iterator(); waiting.hasNext() && emitted < budget; ) {
            Timeline timeline = waiting.next();
            for (Bar bar = timeline.correct(emittedAt, second);
                    bar != null;
                    bar = timeline.correct(emittedAt, second)) {
                out.accept(bar);
                if (++emitted == budget) {
                    break;
                }
            }
            if (!timeline.hasCorrections()) {
                waiting.remove();
            }
        }
        return emitted;
    }

    /**
     * Forgets all closed seconds that end before {@code oldest}, after emitting what is left to correct in them. An event
     * that takes effect in a forgotten second is refused from then on.
     */
    public void forgetBefore(Instant oldest, Instant emittedAt, Consumer<Bar> out) {
        Fact.Progress before = progress;
        if (before == null) {
            return;
        }
        long floor = Math.min(Seconds.endedAt(oldest), before.closed());
        if (floor > before.floor()) {
            correctBefore(floor, Integer.MAX_VALUE, emittedAt, out);
            timelines.values().forEach(timeline -> timeline.forgetBefore(floor));
            progress(before.closed(), floor);
        }
    }

    /** The end of the last closed second; null before the first event. */
    public @Nullable Instant closedUpTo() {
        return progress == null ? null : Seconds.instant(progress.closed());
    }

    /** Whether there are bars that {@link #correct} would emit. */
    public boolean hasCorrections() {
        return !corrected.isEmpty();
    }
}
