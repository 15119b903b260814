package io.market1s.local;

import io.market1s.testing.Architecture;
import org.junit.jupiter.api.Test;

/** Which package of this module may use which. */
class ArchitectureTest {
    @Test
    void packagesUseOnlyWhatTheyMay() {
        Architecture.of("io.market1s.local")
                .allow("", "command", "console")
                .allow("command", "candle", "capture", "console", "folder", "postgres", "report", "run")
                .allow("run", "connect", "console", "folder", "kafka", "postgres", "report")
                .allow("console", "report")
                .allow("folder", "console", "postgres")
                .allow("kafka", "console", "folder")
                .allow("connect")
                .allow("postgres")
                .allow("report")
                .allow("capture")
                .allow("candle")
                .check();
    }
}
