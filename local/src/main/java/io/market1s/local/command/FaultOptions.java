package io.market1s.local.command;

import io.market1s.settings.BadUseException;
import io.market1s.simulator.SimulatorSettings;
import io.market1s.simulator.fault.FaultKind;
import io.market1s.simulator.fault.FaultPlan;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that let a simulated exchange misbehave, as picocli fills them in. */
final class FaultOptions {
    private static final String ALL = "DROP,CLOSE,STALL,DELAY,DUPLICATE,REORDER,GARBAGE,REFUSE_UPGRADES,OFFLINE";

    @Option(
            names = "--faults",
            paramLabel = "KIND",
            arity = "0..1",
            split = ",",
            fallbackValue = ALL,
            description = {
                "Let the exchange misbehave at random, in every way or in the named ones:",
                "${COMPLETION-CANDIDATES}.",
                "At the end it behaves again, so that missed trades can be fetched."
            })
    private Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);

    @Option(
            names = "--fault-every",
            paramLabel = "DURATION",
            defaultValue = "10s",
            description = "Mean time between two faults (${DEFAULT-VALUE}).")
    private Duration every = Duration.ofSeconds(10);

    /** The settings with these faults, whose chances come from a seed. */
    SimulatorSettings applyTo(SimulatorSettings settings, long seed) {
        if (every.isZero()) {
            throw new BadUseException("--fault-every must be longer than nothing");
        }
        return kinds.isEmpty() ? settings : settings.withFaultPlan(new FaultPlan(seed, every, kinds));
    }
}
