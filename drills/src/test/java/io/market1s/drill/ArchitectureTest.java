package io.market1s.drill;

import io.market1s.testing.Architecture;
import org.junit.jupiter.api.Test;

/** Which package of this module may use which. */
class ArchitectureTest {
    @Test
    void packagesUseOnlyWhatTheyMay() {
        Architecture.ofTests("io.market1s.drill")
                .allow("")
                .allow("system", "fault", "part", "pipeline", "table", "time")
                .allow("fault", "part", "pipeline", "table", "time")
                .allow("pipeline", "part")
                .allow("ingest", "part", "table", "time")
                .allow("resample", "part", "time")
                .allow("part")
                .allow("table")
                .allow("time")
                .check();
    }
}
