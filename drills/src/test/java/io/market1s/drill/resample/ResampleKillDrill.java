package io.market1s.drill.resample;

import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.drill.time.Punctuation;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a resample-service 40 times under load, half of the times within 12 ms of a punctuation, where a weaker guarantee
 * than exactly-once loses rows. Takes some minutes; run by hand or nightly, see docs/reliability.md:
 *
 * <pre>{@code
 * mvn -B verify -Pdrills -pl drills -am -Dit.test=ResampleKillDrill
 * }</pre>
 *
 * <p>{@code -Ddrill.kills}, {@code -Ddrill.symbols} and {@code -Ddrill.seed} change what their names say.
 */
@Timeout(1800)
class ResampleKillDrill {
    @Test
    void killsLeaveNoTraceInTheRows(@TempDir Path folder) throws Exception {
        int kills = Integer.getInteger("drill.kills", 40);
        int near = kills / 2;
        long seed = Long.getLong("drill.seed", System.nanoTime());

        KillRun.Outcome outcome =
                new KillRun(Integer.getInteger("drill.symbols", 800), near, kills - near, seed).run(folder);

        System.out.printf(
                "seed %d: %d kills, %d of them within %d ms of a punctuation; start to first bars: %s; %d rows, %d"
                        + " corrections; corrected %.3f while down, %.3f else%n",
                seed,
                outcome.kills().size(),
                outcome.killsNearPunctuation(),
                Punctuation.NEAR.toMillis(),
                outcome.restarts(),
                outcome.oracleCheck().rows(),
                outcome.oracleCheck().corrections(),
                outcome.correctedWhileDown(),
                outcome.correctedElse());
        assertThat(outcome.oracleCheck().faults()).isEmpty();
        assertThat(outcome.killsNearPunctuation()).isGreaterThanOrEqualTo(near);
        assertThat(outcome.restarts().max()).isLessThan(Duration.ofSeconds(40));
        assertThat(outcome.correctedWhileDown()).isLessThan(0.5);
    }
}
