package io.market1s.connect;

import io.market1s.testing.Architecture;
import org.junit.jupiter.api.Test;

/** Which package of this module may use which. */
class ArchitectureTest {
    @Test
    void packagesUseOnlyWhatTheyMay() {
        Architecture.of("io.market1s.connect")
                .allow("setup", "")
                .allow("worker")
                .allow("")
                .check();
    }
}
