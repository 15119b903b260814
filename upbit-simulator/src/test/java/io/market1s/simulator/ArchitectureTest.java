package io.market1s.simulator;

import io.market1s.testing.Architecture;
import org.junit.jupiter.api.Test;

/** Which package of this module may use which. */
class ArchitectureTest {
    @Test
    void packagesUseOnlyWhatTheyMay() {
        Architecture.of("io.market1s.simulator")
                .allow("", "capture", "fault", "frame", "market", "server", "tally")
                .allow("server", "fault", "frame", "limit", "rest", "tally")
                .allow("rest", "fault", "frame", "limit", "tally")
                .allow("capture", "frame", "market")
                .allow("market", "frame")
                .allow("fault", "frame")
                .allow("tally", "frame")
                .allow("limit")
                .allow("frame")
                .check();
    }
}
