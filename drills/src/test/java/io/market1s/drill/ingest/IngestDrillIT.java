package io.market1s.drill.ingest;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The short version of {@link IngestDrill}, two minutes long. */
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
