package io.market1s.ingest;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Names feeds: {@code <replica>/<start of the process>.<n>}. Two connections never share a name, not even across
 * restarts: a second that was half seen by one must not be completed by another. Thread-safe.
 */
final class FeedIds {
    private final String prefix;
    private final AtomicInteger count = new AtomicInteger();

    FeedIds(String replica, Instant start) {
        prefix = replica + "/" + Long.toString(start.toEpochMilli(), Character.MAX_RADIX) + ".";
    }

    String next() {
        return prefix + count.incrementAndGet();
    }
}
