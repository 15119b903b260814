package io.market1s.dashboard;

import io.market1s.testing.Architecture;
import org.junit.jupiter.api.Test;

/** Which package of this module may use which. */
class ArchitectureTest {
    @Test
    void packagesUseOnlyWhatTheyMay() {
        Architecture.of("io.market1s.dashboard")
                .allow("", "board", "live", "table", "web")
                .allow("web", "live")
                .allow("live", "board", "table")
                .allow("board", "table")
                .allow("table")
                .check();
    }
}
