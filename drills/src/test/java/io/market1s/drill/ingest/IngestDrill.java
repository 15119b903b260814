package io.market1s.drill.ingest;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten minutes of faults: one of two ingest processes is killed every minute, connections are dropped, stalled and sent
 * garbage at random, and the broker is away for a minute. Run by hand or nightly, see docs/reliability.md:
 *
 * <pre>{@code
 * mvn -B verify -Pdrills -pl drills -am -Dit.test=IngestDrill
 * }</pre>
 *
 * <p>{@code -Ddrill.kills} and {@code -Ddrill.seed} change what their names say.
 */
@Timeout(1800)
class IngestDrill {
    @Test
    void whateverHappensToTheIngestNoTradeIsLostOrCountedTwiceAndEveryRowIsHonest(@TempDir Path folder)
            throws Exception {
        new IngestRun(
                        Integer.getInteger("drill.kills", 9),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(20),
                        Long.getLong("drill.seed", System.nanoTime()))
                .run(folder)
                .check();
    }
}
