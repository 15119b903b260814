package io.market1s.drill.resample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A few kills; {@link ResampleKillDrill} is the long version. */
@Timeout(1800)
class ResampleKillIT {
    @Test
    void killsLeaveNoTraceInTheRows(@TempDir Path folder) throws Exception {
        KillRun.Outcome outcome = new KillRun(200, 3, 2, System.nanoTime()).run(folder);

        System.out.printf("start to first bars: %s%n", outcome.restarts());
        assertThat(outcome.oracleCheck().faults()).isEmpty();
        assertThat(outcome.oracleCheck().rows()).isGreaterThan(1000);
        assertThat(outcome.oracleCheck().corrections()).isPositive();
        assertThat(outcome.killsNearPunctuation()).isGreaterThanOrEqualTo(3);
        // Seconds that nobody has read are not emitted as empty ones and corrected later.
        assertThat(outcome.correctedWhileDown()).isLessThan(0.5);
    }
}
