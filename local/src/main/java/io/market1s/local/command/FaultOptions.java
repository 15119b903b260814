package io.market1s.local.command;

import io.market1s.settings.BadUseException;
import io.market1s.simulator.SimulatorSettings;
import io.market1s.simulator.fault.FaultKind;
import io.market1s.simulator.fault.FaultPlan;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that let a simulated exchange fail, as picocli fills them in. */
final class FaultOptions {
    private static final String ALL =
            "DROP,CLOSE,STALL,DELAY,DUPLICATE,REORDER,GARBAGE,REFUSE_UPGRADES,OFFLINE,SILENT_MARKET,"
                    + "SILENT_TYPE,LOST_TRADES,LOST_BOOKS,FUTURE_FRAME,OLD_FIRST_FRAME,NO_STREAM_TYPE,UNKNOWN_MESSAGE,REST_BEHIND,"
                    + "REST_NOT_FOUND,REST_BLOCKED,REST_LIMITED";

    @Option(
            names = "--faults",
            paramLabel = "KIND",
            arity = "0..1",
            split = ",",
            fallbackValue = ALL,
            description = {
                "Let the simulated exchange fail at random times, in every way or only in the named ways:",
                "${COMPLETION-CANDIDATES}.",
                "Before the run ends, the exchange works normally again, so that missed trades can be fetched."
            })
    private Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);

    @Option(
            names = "--fault-every",
            paramLabel = "DURATION",
            defaultValue = "10s",
            description = "The mean time between two faults (default: ${DEFAULT-VALUE}).")
    private Duration every = Duration.ofSeconds(10);

    /** The settings with these faults; the same seed gives the same faults. */
    SimulatorSettings applyTo(SimulatorSettings settings, long seed) {
        if (every.isZero()) {
            throw new BadUseException("--fault-every must be longer than 0");
        }
        return kinds.isEmpty() ? settings : settings.withFaultPlan(new FaultPlan(seed, every, kinds));
    }
}
