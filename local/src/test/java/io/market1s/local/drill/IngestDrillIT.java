package io.market1s.local.drill;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two minutes of it; {@link IngestDrill} is the long version. */
@Timeout(1800)
class IngestDrillIT {
    @Test
    void whateverHappensToTheIngestNoTradeIsLostOrCountedTwiceAndEveryRowIsHonest(@TempDir Path folder)
            throws Exception {
        new IngestRun(4, Duration.ofSeconds(12), Duration.ofSeconds(20), Duration.ofSeconds(20), System.nanoTime())
                .run(folder)
                .check();
    }
}
