package io.market1s.local.command;

import io.market1s.local.console.StopSignal;
import io.market1s.local.run.SimulatedExchange;
import io.market1s.simulator.SimulatorSettings;
import io.market1s.simulator.market.MarketSpec;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code market-1s demo}: the pipeline against a synthetic exchange. */
@Command(
        name = "demo",
        description = "Runs the whole pipeline in one JVM, without network: a real Kafka broker, Kafka Connect worker"
                + " and PostgreSQL, and a simulated exchange that speaks Upbit's protocol.")
public final class DemoCommand extends RunCommand {
    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The random seed of the simulated market (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Mixin
    private FaultOptions faults = new FaultOptions();

    public DemoCommand(StopSignal stop, InstantSource clock) {
        super(stop, clock);
    }

    @Override
    LocalRun.ExchangeSource source(RunOptions options) {
        List<String> symbols = options.symbolsOf(symbols());
        SimulatorSettings settings = faults.applyTo(SimulatorSettings.synthetic(seed), seed);
        return ports -> SimulatedExchange.synthetic(settings.withPort(ports.exchange()), symbols);
    }

    /** The markets of the synthetic exchange. */
    static List<String> symbols() {
        return MarketSpec.defaults().stream().map(MarketSpec::symbol).toList();
    }
}
