package io.market1s.drill.resample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills one of two instances that share the partitions: the other takes over, no second is missing and no row is wrong.
 * Measures how long that takes. Run by hand or nightly, see docs/reliability.md.
 */
@Timeout(900)
class TakeOverDrill {
    @Test
    void withDefaults(@TempDir Path folder) throws Exception {
        takeOver("defaults", Map.of(), folder);
    }

    @Test
    void withStandbyReplicas(@TempDir Path folder) throws Exception {
        takeOver("one standby replica", Map.of("KAFKA_NUM_STANDBY_REPLICAS", "1"), folder);
    }

    @Test
    void withKafkasOwnSessionTimeout(@TempDir Path folder) throws Exception {
        takeOver("session.timeout.ms=45000", Map.of("KAFKA_SESSION_TIMEOUT_MS", "45000"), folder);
    }

    private static void takeOver(String title, Map<String, String> kafka, Path folder) throws Exception {
        int symbols = Integer.getInteger("drill.symbols", 400);
        TakeOverRun.Outcome outcome = new TakeOverRun(symbols, kafka, 3, System.nanoTime()).run(folder);

        System.out.printf(
                "%s: took over after %s; %d rows, %d corrections%n",
                title,
                outcome.takeOvers(),
                outcome.oracleCheck().rows(),
                outcome.oracleCheck().corrections());
        assertThat(outcome.oracleCheck().faults()).isEmpty();
    }
}
