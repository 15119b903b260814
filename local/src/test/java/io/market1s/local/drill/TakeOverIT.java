package io.market1s.local.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One take-over, with the shortest session that a broker allows; {@link TakeOverDrill} is the long version. */
@Timeout(900)
class TakeOverIT {
    @Test
    void theOtherInstanceTakesOver(@TempDir Path folder) throws Exception {
        TakeOverRun.Outcome outcome =
                new TakeOverRun(100, Map.of("KAFKA_SESSION_TIMEOUT_MS", "6000"), 1, System.nanoTime()).run(folder);

        System.out.printf("took over after %s%n", outcome.takeOvers());
        assertThat(outcome.judgement().faults()).isEmpty();
        assertThat(outcome.judgement().rows()).isGreaterThan(500);
        assertThat(outcome.takeOvers()).hasSize(1);
    }
}
