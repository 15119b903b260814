package io.market1s.local.report;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** How long rows took to appear, to the millisecond, as exact counts: no sample is dropped or merged. Thread-safe. */
public final class Lags {
    private final TreeMap<Long, Long> countByMillis = new TreeMap<>();
    private long count;

    /**
     * Percentiles in milliseconds; zeros when there was no sample.
     *
     * @param count number of samples
     */
    public record Percentiles(long count, long p50, long p99, long max) {
        private static final Percentiles NONE = new Percentiles(0, 0, 0, 0);
    }

    /** Adds one sample. */
    public synchronized void add(Duration lag) {
        countByMillis.merge(lag.toMillis(), 1L, Long::sum);
        count++;
    }

    /** What was added so far; zeros if nothing was. */
    public synchronized Percentiles summary() {
        return count == 0
                ? Percentiles.NONE
                : new Percentiles(count, percentile(0.50), percentile(0.99), countByMillis.lastKey());
    }

    /** What was added since the last call of this. */
    public synchronized Percentiles summaryAndReset() {
        Percentiles summary = summary();
        countByMillis.clear();
        count = 0;
        return summary;
    }

    /** The least lag that at least this share of the samples does not exceed (nearest rank). */
    private long percentile(double share) {
        long rank = Math.max(1, (long) Math.ceil(share * count));
        long seen = 0;
        for (Map.Entry<Long, Long> entry : countByMillis.entrySet()) {
            seen += entry.getValue();
            if (seen >= rank) {
                return entry.getKey();
            }
        }
        return countByMillis.lastKey();
    }
}
