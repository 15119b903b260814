package io.market1s.benchmark.rebuild;

import java.time.Duration;

/** So many records in so much time. */
record Throughput(long records, Duration time) {
    double perSecond() {
        return records * 1e9 / time.toNanos();
    }
}
