package io.market1s.resample.bar;

import io.market1s.data.Bar;
import io.market1s.data.BarContent;
import io.market1s.data.Quote;
import io.market1s.data.Trade;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The recent seconds of one symbol. Events merge into the second in which they take effect, whether it is still open or
 * closed; a bar is computed from the merged events when its second is closed, and again when a merge changed it after
 * that. Not thread-safe.
 *
 * <p>Invariants: {@code carried} is what is carried after {@code closed}. A closed second that is not in
 * {@link Corrections} was emitted with exactly the content that its events give now.
 */
final class Timeline {
    private final String symbol;
    private final long keepAlive;
    private final boolean closesFinal;
    private final Journal journal;
    private final Coverage coverage;
    private final Corrections corrections;
    private final RecentSeconds seconds;
    private Carried carried = Carried.NOTHING;
    private long closed;
    private long floor = Long.MIN_VALUE;

    /**
     * The timeline of a symbol that was not heard of before.
     *
     * @param keepAlive for how many seconds after its last covered second the symbol gets rows
     * @param closesFinal whether the evidence for a second and the one after it is there when it is closed
     * @param closed the last closed second
     */
    Timeline(String symbol, long keepAlive, boolean closesFinal, long closed, Journal journal) {
        this.symbol = symbol;
        this.keepAlive = keepAlive;
        this.closesFinal = closesFinal;
        this.closed = closed;
        this.journal = journal;
        this.seconds = new RecentSeconds(symbol, journal);
        this.coverage = new Coverage(symbol, journal);
        this.corrections = new Corrections(symbol, journal);
    }

    /** Merges a trade that counts in its second. */
    void add(Trade trade) {
        Trade known = seconds.known(trade);
        if (known != null) {
            if (EventOrder.COPIES.compare(known, trade) <= 0) {
                return;
            }
            long second = Seconds.containing(known.time());
            merge(second, seconds.at(second).without(known));
        }
        seconds.know(trade);
        long second = Seconds.containing(trade.time());
        merge(second, seconds.at(second).with(trade));
    }

    /** Merges a trade that took effect in a later second than its own. */
    void addLate(Trade trade, long second) {
        merge(second, seconds.at(second).withLate(trade));
    }

    /** Merges a book that took effect in its own second. */
    void add(Quote quote) {
        long second = Seconds.containing(quote.time());
        merge(second, seconds.at(second).with(quote));
    }

    /** Merges a book that took effect in a later second than its own. */
    void addLate(Quote quote, long second) {
        merge(second, seconds.at(second).withLate(quote));
    }

    /**
     * Merges evidence about the seconds {@code [first, last]}.
     *
     * @param change adds it; false if it was known
     */
    void merge(long first, long last, Predicate<Coverage> change) {
        List<Long> affected = first > closed ? List.of() : secondsThatDependOn(first, Math.min(last, closed));
        List<@Nullable BarContent> before = contents(affected);
        if (change.test(coverage)) {
            List<@Nullable BarContent> after = contents(affected);
            for (int i = 0; i < affected.size(); i++) {
                corrections.compare(affected.get(i), before.get(i), after.get(i));
            }
        }
    }

    /** A second's evidence decides whether it and the one before are complete, and which rows exist from it on. */
    private List<Long> secondsThatDependOn(long first, long last) {
        List<Long> affected = new ArrayList<>();
        for (long each = Math.max(first - 1, floor); each <= last; each++) {
            affected.add(each);
        }
        for (long each = last + 1; each <= closed && each < last + keepAlive; each++) {
            if (!hasRow(each)) {
                affected.add(each);
            }
        }
        return affected;
    }

    private List<@Nullable BarContent> contents(List<Long> ascending) {
        List<@Nullable BarContent> contents = new ArrayList<>();
        Carried running = seconds.past();
        long next = Long.MIN_VALUE;
        for (long second : ascending) {
            running = seconds.carriedOver(running, next, second + 1);
            next = second + 1;
            contents.add(content(second, seconds.at(second), running));
        }
        return contents;
    }

    @SuppressWarnings("ReferenceEquality") // No change is the same instance.
    private void merge(long second, SecondEvents events) {
        SecondEvents before = seconds.at(second);
        if (events == before) {
            return;
        }
        seconds.replace(second, events);
        if (second <= closed) {
            correctFrom(second, before, events);
        }
    }

    /** Follows a change of a closed second through all seconds that carry what it changed. */
    private void correctFrom(long second, SecondEvents before, SecondEvents after) {
        Carried running = seconds.carriedBefore(second);
        Carried then = running.plus(before);
        Carried now = running.plus(after);
        corrections.compare(second, content(second, before, then), content(second, after, now));
        for (long each = second + 1; each <= closed; each++) {
            if (then.equals(now)) {
                return;
            }
            SecondEvents events = seconds.at(each);
            then = then.plus(events);
            now = now.plus(events);
            if (!corrections.isPending(each)) {
                corrections.compare(each, content(each, events, then), content(each, events, now));
            }
        }
        carried = now;
    }

    /** Closes the next second and returns its bar; null if the symbol has no row for it. */
    @Nullable
    Bar close(Instant emittedAt) {
        // From when the next second is closed, a second is only complete if one feed covered both.
        boolean losesComplete = isComplete(closed) && !coverage.isVouchedForWithNext(closed);
        BarContent previous = losesComplete ? content(closed, seconds.at(closed), carried) : null;
        closed++;
        if (previous != null) {
            corrections.compare(closed - 1, previous, content(closed - 1, seconds.at(closed - 1), carried));
        }
        SecondEvents events = seconds.at(closed);
        carried = carried.plus(events);
        BarContent content = content(closed, events, carried);
        return content == null ? null : new Bar(content, 0, emittedAt);
    }

    /** The next second after the closed ones in which there is or may be a row or an event. */
    long next() {
        if (hasRow(closed + 1)) {
            return closed + 1;
        }
        Long withEvents = seconds.nextAfter(closed);
        long covered = coverage.firstAfter(closed);
        return withEvents == null ? covered : Math.min(withEvents, covered);
    }

    /** Closes seconds without a row or an event; {@code second} must be before {@link #next()}. */
    void skipTo(long second) {
        closed = Math.max(closed, second);
    }

    /** The next bar that has to be emitted again, with its current content; null if none of a second before the limit. */
    @Nullable
    Bar correct(Instant emittedAt, long before) {
        for (Long second = corrections.first(); second != null && second < before; second = corrections.first()) {
            Carried running = seconds.carriedBefore(second).plus(seconds.at(second));
            Bar bar = corrections.resolve(second, content(second, seconds.at(second), running), emittedAt);
            if (bar != null) {
                return bar;
            }
        }
        return null;
    }

    boolean hasCorrections() {
        return corrections.first() != null;
    }

    /** Forgets the seconds before this one, which must be closed and have no corrections left. */
    void forgetBefore(long newFloor) {
        floor = newFloor;
        long lastCovered = coverage.lastForgotten();
        boolean forgotten = seconds.forgetBefore(newFloor);
        coverage.forgetBefore(newFloor);
        corrections.forgetBefore(newFloor);
        if (forgotten || coverage.lastForgotten() != lastCovered) {
            Carried past = seconds.past();
            journal.put(new Fact.Past(symbol, past.quote(), past.trade(), coverage.lastForgotten()));
        }
    }

    void restore(Fact.OfSymbol fact) {
        seconds.restore(fact);
        corrections.restore(fact);
        coverage.restore(fact);
    }

    /** Ends a restoration. */
    void restored(Fact.Progress progress) {
        closed = progress.closed();
        floor = progress.floor();
        carried = seconds.carriedBefore(closed + 1);
    }

    private @Nullable BarContent content(long second, SecondEvents events, Carried carriedAfter) {
        if (!hasRow(second)) {
            return null;
        }
        boolean complete = isComplete(second);
        return events.content(symbol, second, carriedAfter, complete, complete || coverage.isFilled(second));
    }

    private boolean isComplete(long second) {
        boolean nextIsKnown = closesFinal || second < closed;
        return nextIsKnown ? coverage.isVouchedForWithNext(second) : coverage.isVouchedFor(second);
    }

    private boolean hasRow(long second) {
        long lastCovered = coverage.lastUpTo(second);
        return lastCovered != Coverage.NEVER && lastCovered > second - keepAlive;
    }
}
