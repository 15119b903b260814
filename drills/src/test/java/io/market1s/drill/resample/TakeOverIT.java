package io.market1s.drill.resample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One take-over; {@link TakeOverDrill} is the long version. */
@Timeout(1800)
class TakeOverIT {
    @Test
    void theOtherInstanceTakesOver(@TempDir Path folder) throws Exception {
        TakeOverRun.Outcome outcome = new TakeOverRun(100, Map.of(), 1, System.nanoTime()).run(folder);

        System.out.printf("took over after %s%n", outcome.takeOvers());
        assertThat(outcome.oracleCheck().faults()).isEmpty();
        assertThat(outcome.oracleCheck().rows()).isGreaterThan(500);
        assertThat(outcome.takeOvers()).hasSize(1);
    }
}
