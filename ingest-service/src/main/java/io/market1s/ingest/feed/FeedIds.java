package io.market1s.ingest.feed;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Names feeds: {@code <replica>/<start of the process>.<n>}. Two connections never share a name, not even across
 * restarts: a second that was half seen by one must not be completed by another. Thread-safe.
 */
public final class FeedIds {
    private final String prefix;
    private final AtomicInteger count = new AtomicInteger();

    public FeedIds(String replica, Instant start) {
        prefix = replica + "/" + Long.toString(start.toEpochMilli(), Character.MAX_RADIX) + ".";
    }

    public String next() {
        return prefix + count.incrementAndGet();
    }
}
