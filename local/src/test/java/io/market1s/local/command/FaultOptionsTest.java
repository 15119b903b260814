package io.market1s.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.simulator.SimulatorSettings;
import io.market1s.simulator.fault.FaultKind;
import io.market1s.simulator.fault.FaultPlan;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class FaultOptionsTest {
    @Test
    void withoutNamesEveryKindOfTheSimulatorStrikes() {
        assertThat(kinds("--faults")).isEqualTo(EnumSet.allOf(FaultKind.class));
        assertThat(kinds("--faults=DROP,REST_BEHIND")).containsExactlyInAnyOrder(FaultKind.DROP, FaultKind.REST_BEHIND);
    }

    private static Set<FaultKind> kinds(String option) {
        Options options = CommandLine.populateCommand(new Options(), option, "--fault-every=PT5S");
        FaultPlan plan = Objects.requireNonNull(
                options.faults.applyTo(SimulatorSettings.synthetic(1), 1).faultPlan());
        assertThat(plan.every()).isEqualTo(Duration.ofSeconds(5));
        return plan.kinds();
    }

    @Command
    private static final class Options {
        @Mixin
        private final FaultOptions faults = new FaultOptions();
    }
}
