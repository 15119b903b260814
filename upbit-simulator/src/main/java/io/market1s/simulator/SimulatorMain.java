package io.market1s.simulator;

import io.market1s.command.Commands;
import io.market1s.settings.BadUseException;
import io.market1s.simulator.capture.Capture;
import io.market1s.simulator.capture.CaptureException;
import io.market1s.simulator.fault.FaultKind;
import io.market1s.simulator.fault.FaultPlan;
import io.market1s.simulator.market.MarketSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the simulator on its own until it is told to stop. Bad use: a message and exit status 2. */
@Command(
        name = "upbit-simulator",
        sortOptions = false,
        description = "An exchange that speaks Upbit's protocol, synthetic or from a recorded capture.")
public final class SimulatorMain implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--bind", paramLabel = "HOST", description = "Address to listen on (default: ${DEFAULT-VALUE}).")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port to listen on, 0 for a free one (default: ${DEFAULT-VALUE}).")
    private int port = 18_081;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of the synthetic market (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--symbols",
            split = ",",
            paramLabel = "CODE",
            description = "Markets of the synthetic exchange, for example KRW-BTC,KRW-ETH (default: eight).")
    private List<String> symbols = List.of();

    @Option(
            names = "--rate",
            paramLabel = "FACTOR",
            description = "How many times as busy as usual (default: ${DEFAULT-VALUE}).")
    private double rate = 1;

    @Option(names = "--capture", paramLabel = "FILE", description = "Play this capture instead of a synthetic market.")
    private @Nullable Path capture;

    @Option(
            names = "--faults",
            split = ",",
            paramLabel = "KIND",
            description = "Misbehave at random in these ways: ${COMPLETION-CANDIDATES}.")
    private Set<FaultKind> faults = EnumSet.noneOf(FaultKind.class);

    @Option(
            names = "--fault-every",
            paramLabel = "DURATION",
            description = "Mean time between two faults, for example 30s (default: 30s).")
    private Duration faultEvery = Duration.ofSeconds(30);

    /** Starts the simulator. */
    public static void main(String[] args) {
        Commands.logAs("simulator-logback.xml");
        System.exit(run(args));
    }

    static int run(String... args) {
        return Commands.line(new SimulatorMain()).execute(args);
    }

    @Override
    public Integer call() throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        try (UpbitSimulator simulator = UpbitSimulator.start(settings())) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(simulator, stopped), "simulator-shutdown"));
            print("Upbit simulator is up, " + simulator.symbols().size() + " markets; Ctrl-C stops it");
            print("  WebSocket  " + simulator.webSocketUri());
            print("  REST       " + simulator.restUri());
            stopped.await();
        } catch (IOException | CaptureException | IllegalArgumentException e) {
            throw new BadUseException(String.valueOf(e.getMessage()));
        }
        return 0;
    }

    private SimulatorSettings settings() throws CaptureException {
        SimulatorSettings settings = capture == null
                ? SimulatorSettings.synthetic(seed).withMarkets(markets())
                : SimulatorSettings.playing(load(capture));
        if (!faults.isEmpty()) {
            settings = settings.withFaultPlan(new FaultPlan(seed, faultEvery, faults));
        }
        return settings.withHost(host).withPort(port);
    }

    private Capture load(Path file) throws CaptureException {
        Capture capture = Capture.load(file);
        capture.notes().forEach(note -> spec.commandLine().getErr().println(file + ": " + note));
        return capture;
    }

    private List<MarketSpec> markets() {
        List<MarketSpec> markets = symbols.isEmpty()
                ? MarketSpec.defaults()
                : symbols.stream().map(MarketSpec::of).toList();
        return markets.stream().map(market -> market.times(rate)).toList();
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }

    private static void stop(UpbitSimulator simulator, CountDownLatch stopped) {
        simulator.close();
        stopped.countDown();
    }
}
