package io.market1s.benchmark.rebuild;

import java.time.Duration;

/** How many records were processed in how much time. */
record Throughput(long records, Duration time) {
    double perSecond() {
        return records * 1e9 / time.toNanos();
    }
}
