package io.market1s.ingest.feed;

import java.util.HashSet;
import java.util.Set;

/**
 * Numbers the records of one feed in the order in which they were handed to Kafka and knows below which number all are
 * settled, in whatever order the answers come. Not thread-safe.
 */
final class AckWindow {
    private final Set<Long> settledAhead = new HashSet<>();
    /** Every number below is settled; the number itself is not. */
    private long low;

    private long next;

    /** Takes the next number. */
    long open() {
        return next++;
    }

    /** The answer to a record came; a second answer to the same record changes nothing. */
    void settle(long number) {
        if (number < low || number >= next) {
            return;
        }
        settledAhead.add(number);
        while (settledAhead.remove(low)) {
            low++;
        }
    }

    /** How many numbers are taken. */
    long opened() {
        return next;
    }

    /** Whether every number below the given one is settled. */
    boolean isSettledBelow(long number) {
        return number <= low;
    }
}
