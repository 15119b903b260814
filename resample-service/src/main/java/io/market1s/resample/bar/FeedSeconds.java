package io.market1s.resample.bar;

import java.util.Map;

/** The seconds of a symbol that one feed covered, and those of them that were withdrawn. Not thread-safe. */
final class FeedSeconds {
    private final Ranges covered;
    private final Ranges withdrawn;

    FeedSeconds(String symbol, String feed, Journal journal) {
        covered = new Ranges(journal, (from, until) -> new Fact.Covered(symbol, feed, from, until - 1));
        withdrawn = new Ranges(journal, (from, until) -> new Fact.Withdrawn(symbol, feed, from, until - 1));
    }

    /** Marks a second as covered; false if it was known. */
    boolean cover(long second) {
        return covered.add(second, second + 1);
    }

    /** Marks the seconds {@code [first, last]} as withdrawn; false if they were. */
    boolean withdraw(long first, long last) {
        return withdrawn.add(first, last + 1);
    }

    void restore(Fact.Covered run) {
        covered.restore(run.from(), run.to() + 1);
    }

    void restore(Fact.Withdrawn run) {
        withdrawn.restore(run.from(), run.to() + 1);
    }

    /** Whether it covered the second and that still holds. */
    boolean vouchesFor(long second) {
        return covered.contains(second) && !withdrawn.contains(second);
    }

    /** The greatest covered second that is not after this one, or {@link Coverage#NEVER}. */
    long lastUpTo(long second) {
        Map.Entry<Long, Long> run = covered.floor(second);
        return run == null ? Coverage.NEVER : Math.min(run.getValue() - 1, second);
    }

    /** The least covered second after this one, or {@link Long#MAX_VALUE}. */
    long firstAfter(long second) {
        if (covered.contains(second + 1)) {
            return second + 1;
        }
        Map.Entry<Long, Long> run = covered.higher(second);
        return run == null ? Long.MAX_VALUE : run.getKey();
    }

    /** Forgets the runs that ended before a second; returns the last covered of them, or {@link Coverage#NEVER}. */
    long forgetBefore(long second) {
        long last = Coverage.NEVER;
        for (Map.Entry<Long, Long> run = covered.pollBefore(second); run != null; run = covered.pollBefore(second)) {
            last = run.getValue() - 1;
        }
        while (withdrawn.pollBefore(second) != null) {
            // What was withdrawn is forgotten with the rest.
        }
        return last;
    }

    boolean isEmpty() {
        return covered.isEmpty() && withdrawn.isEmpty();
    }
}
