package io.market1s.resample.bar;

import io.market1s.data.Bar;
import io.market1s.data.BarContent;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which closed seconds of a symbol have to be emitted again. Remembers what was emitted last, so that many changes of a
 * second become one correction, and changes that cancel each other out become none. Not thread-safe.
 */
final class Corrections {
    private final String symbol;
    private final Journal journal;
    private final NavigableMap<Long, Optional<BarContent>> emittedByPending = new TreeMap<>();
    private final NavigableMap<Long, Integer> revisions = new TreeMap<>();

    Corrections(String symbol, Journal journal) {
        this.symbol = symbol;
        this.journal = journal;
    }

    /** Notes a change of a closed second; {@code before} is what it said so far, null if it had no row. */
    void compare(long second, @Nullable BarContent before, @Nullable BarContent after) {
        boolean same = before == null ? after == null : before.equals(after);
        if (!same && !isPending(second)) {
            emittedByPending.put(second, Optional.ofNullable(before));
            journal.put(new Fact.Pending(symbol, second, before));
        }
    }

    boolean isPending(long second) {
        return emittedByPending.containsKey(second);
    }

    /** The oldest second that waits for its correction; null if none does. */
    @Nullable
    Long first() {
        return emittedByPending.isEmpty() ? null : emittedByPending.firstKey();
    }

    /** Ends the waiting of a second; null if it says again what was emitted last. */
    @Nullable
    Bar resolve(long second, @Nullable BarContent content, Instant emittedAt) {
        Optional<BarContent> emitted = emittedByPending.remove(second);
        journal.remove(Fact.Identity.of(Fact.Kind.PENDING, symbol, second));
        if (emitted == null
                || content == null
                || emitted.filter(content::equals).isPresent()) {
            return null;
        }
        int revision = emitted.isEmpty() ? 0 : revisions.getOrDefault(second, 0) + 1;
        if (revision > 0) {
            revisions.put(second, revision);
            journal.put(new Fact.Revision(symbol, second, revision));
        }
        return new Bar(content, revision, emittedAt);
    }

    void forgetBefore(long floor) {
        while (!revisions.isEmpty() && revisions.firstKey() < floor) {
            long second = revisions.firstKey();
            revisions.remove(second);
            journal.remove(Fact.Identity.of(Fact.Kind.REVISION, symbol, second));
        }
    }

    void restore(Fact fact) {
        if (fact instanceof Fact.Pending pending) {
            emittedByPending.put(pending.second(), Optional.ofNullable(pending.emitted()));
        } else if (fact instanceof Fact.Revision revision) {
            revisions.put(revision.second(), revision.revision());
        }
    }
}
