package io.market1s.local.drill;

import java.time.Duration;
import java.time.Instant;

/** Measures how long rows take to be on time again. */
final class FaultLog {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Recovery recovery;
    private final Took took = new Took();

    FaultLog(SplitPipeline pipeline) {
        recovery = new Recovery(pipeline);
    }

    /** A fault has ended now; waits until rows are on time again. */
    void ended() throws Recovery.LateException {
        Instant end = Instant.now();
        took.add(Duration.between(end, recovery.awaitOnTime(PATIENCE)));
    }

    /** How long it took, each time. */
    Took recoveries() {
        return took;
    }
}
