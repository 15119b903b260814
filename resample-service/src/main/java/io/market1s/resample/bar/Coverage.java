package io.market1s.resample.bar;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * The evidence about a symbol's seconds: which feed covered them, which of that was withdrawn, and which have all their
 * trades because those were fetched. A function of the set of evidence. Not thread-safe.
 */
final class Coverage {
    /** The "last covered second" of a symbol that was never covered. */
    static final long NEVER = Long.MIN_VALUE;

    private final String symbol;
    private final Journal journal;
    private final Map<String, FeedSeconds> feeds = new HashMap<>();
    private final FilledSeconds filled;
    private long lastForgotten = NEVER;

    Coverage(String symbol, Journal journal) {
        this.symbol = symbol;
        this.journal = journal;
        this.filled = new FilledSeconds(symbol, journal);
    }

    private FeedSeconds feed(String feed) {
        return feeds.computeIfAbsent(feed, name -> new FeedSeconds(symbol, name, journal));
    }

    /** Marks a second as covered by a feed; false if it was known. */
    boolean cover(String feed, long second) {
        return feed(feed).cover(second);
    }

    /** A feed did not see the seconds {@code [first, last]} whole; false if that was known. */
    boolean withdraw(String feed, long first, long last) {
        return feed(feed).withdraw(first, last);
    }

    /** All trades of the epoch milliseconds {@code [from, until)} are there; false if that was known. */
    boolean fill(long from, long until) {
        return filled.add(from, until);
    }

    void restore(Fact.OfSymbol fact) {
        if (fact instanceof Fact.Covered run) {
            feed(run.feed()).restore(run);
        } else if (fact instanceof Fact.Withdrawn run) {
            feed(run.feed()).restore(run);
        } else if (fact instanceof Fact.Filled range) {
            filled.restore(range);
        } else if (fact instanceof Fact.Past past) {
            lastForgotten = past.lastCovered();
        }
    }

    /** Whether a feed vouches for the second. */
    boolean isVouchedFor(long second) {
        for (FeedSeconds feed : feeds.values()) {
            if (feed.vouchesFor(second)) {
                return true;
            }
        }
        return false;
    }

    /** Whether one and the same feed vouches for this second and the next. */
    boolean isVouchedForWithNext(long second) {
        for (FeedSeconds feed : feeds.values()) {
            if (feed.vouchesFor(second) && feed.vouchesFor(second + 1)) {
                return true;
            }
        }
        return false;
    }

    /** Whether all trades of the second were fetched. */
    boolean isFilled(long second) {
        return filled.contains(second);
    }

    /**
     * The greatest second up to this one that a feed covered or whose trades were fetched, or {@link #NEVER}. What is
     * withdrawn counts too: a row that is there does not go away.
     */
    long lastUpTo(long second) {
        long last = Math.max(lastForgotten <= second ? lastForgotten : NEVER, filled.lastUpTo(second));
        for (FeedSeconds feed : feeds.values()) {
            last = Math.max(last, feed.lastUpTo(second));
        }
        return last;
    }

    /** The least such second after this one, or {@link Long#MAX_VALUE}. */
    long firstAfter(long second) {
        long first = filled.firstAfter(second);
        for (FeedSeconds feed : feeds.values()) {
            first = Math.min(first, feed.firstAfter(second));
        }
        return first;
    }

    /** Forgets what ended before a second, but not when the symbol was last covered. */
    void forgetBefore(long second) {
        lastForgotten = Math.max(lastForgotten, filled.forgetBefore(second));
        for (Iterator<FeedSeconds> all = feeds.values().iterator(); all.hasNext(); ) {
            FeedSeconds feed = all.next();
            lastForgotten = Math.max(lastForgotten, feed.forgetBefore(second));
            if (feed.isEmpty()) {
                all.remove();
            }
        }
    }

    long lastForgotten() {
        return lastForgotten;
    }
}
