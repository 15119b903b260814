package io.market1s.benchmark;

import io.market1s.testing.Architecture;
import org.junit.jupiter.api.Test;

/** Which package of this module may use which. */
class ArchitectureTest {
    @Test
    void packagesUseOnlyWhatTheyMay() {
        Architecture.of("io.market1s.benchmark")
                .allow("", "core", "cost", "load", "ontime", "rebuild", "report", "sink")
                .allow("core", "load", "report")
                .allow("cost", "load", "report", "sink")
                .allow("ontime", "report", "sink")
                .allow("rebuild", "dsl", "load", "report")
                .allow("sink", "report")
                .allow("dsl")
                .allow("load")
                .allow("report")
                .check();
    }
}
