package io.market1s.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.market1s.benchmark.core.CoreBenchmark;
import io.market1s.benchmark.cost.CostBenchmark;
import io.market1s.benchmark.load.RawLoad;
import io.market1s.benchmark.ontime.OnTimeBenchmark;
import io.market1s.benchmark.rebuild.BrokerProcess;
import io.market1s.benchmark.rebuild.GrowthBenchmark;
import io.market1s.benchmark.rebuild.RebuildBenchmark;
import io.market1s.benchmark.report.Machine;
import io.market1s.benchmark.report.Result;
import io.market1s.benchmark.sink.SampleBars;
import io.market1s.benchmark.sink.SinkBenchmark;
import io.market1s.command.Commands;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs benchmarks and prints their results. */
@Command(
        name = "benchmarks/run",
        description = "Measures how fast the program is on this machine, and compares it with other ways to do the"
                + " same.",
        exitCodeListHeading = "%nExit codes%n",
        exitCodeList = {
            "0:every count is right and every ratio is within its bound",
            "1:a count is wrong, a ratio is out of its bound, or a benchmark failed",
            "2:bad use"
        })
public final class BenchmarkMain implements Callable<Integer> {
    /** The benchmarks there are. */
    enum Name {
        CORE,
        REBUILD,
        GROWTH,
        SINK,
        COST,
        ON_TIME
    }

    @Parameters(
            paramLabel = "NAME",
            description = "The benchmarks to run: ${COMPLETION-CANDIDATES}. Without a name: all.")
    private List<Name> names = List.of();

    @Option(
            names = "--long",
            description = "Run with ten times the events and more rounds. Without it, the run takes some minutes.")
    private boolean isLong;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results to this file too, as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "The number of events in the rebuild (default: 1,000,000; with --long 10,000,000).")
    private @Nullable Integer events;

    @Option(
            names = "--symbols",
            paramLabel = "N",
            description = "The number of symbols in the rebuild (default: ${DEFAULT-VALUE}).")
    private int symbols = 100;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "Measure the rebuild with one stream thread, and with this number (default: ${DEFAULT-VALUE}).")
    private int threads = 2;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "The number of measured rounds, after one that warms up (default: 2; with --long 5).")
    private @Nullable Integer rounds;

    @Option(names = "--no-dsl", description = "Leave out the comparison with the DSL of Kafka Streams.")
    private boolean noDsl;

    @Option(
            names = "--broker-core",
            paramLabel = "CORE",
            description = "The processor core of the broker; run this program itself under taskset on another.")
    private @Nullable Integer brokerCore;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        System.exit(Commands.line(new BenchmarkMain()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Map<String, String> machine = Machine.description();
        machine.forEach((name, value) -> out.println(name + "  " + value));
        out.flush();
        List<Result> results = new ArrayList<>();
        for (Name name : names.isEmpty() ? List.of(Name.values()) : names) {
            Result result = run(name);
            out.println(result.asText());
            out.flush();
            results.add(result);
        }
        if (json != null) {
            write(json, machine, results);
        }
        return results.stream().allMatch(Result::holds) ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private Result run(Name name) throws Exception {
        Path folder = Files.createTempDirectory("market-1s-benchmark");
        try {
            return switch (name) {
                case CORE -> CoreBenchmark.run(isLong);
                case REBUILD -> rebuild(folder);
                case GROWTH -> new GrowthBenchmark(folder, this::say).run(growth());
                case SINK ->
                    new SinkBenchmark(folder, new SampleBars(isLong ? 1_000_000 : 200_000, 100), this::say)
                            .run(rounds != null ? rounds : isLong ? 5 : 2);
                case ON_TIME -> onTime(folder);
                case COST ->
                    new CostBenchmark(folder)
                            .run(new RawLoad(100_000, symbols, 1_000, 15, 1), new SampleBars(200_000, 100));
            };
        } finally {
            delete(folder);
        }
    }

    private Result rebuild(Path folder) throws Exception {
        int number = events != null ? events : isLong ? 10_000_000 : 1_000_000;
        RawLoad load = new RawLoad(number, symbols, Math.max(1_000, symbols * 2), 15, 1);
        int turns = rounds != null ? rounds : isLong ? 5 : 2;
        try (BrokerProcess broker = BrokerProcess.start(folder.resolve("kafka"), brokerCore)) {
            return new RebuildBenchmark(folder.resolve("state"), this::say)
                    .run(new RebuildBenchmark.Plan(load, turns, threads, !noDsl), broker.bootstrapServers());
        }
    }

    private List<RawLoad> growth() {
        int each = isLong ? 1_000_000 : 200_000;
        List<RawLoad> loads = new ArrayList<>();
        for (int number : List.of(10, 100, 1_000)) {
            loads.add(GrowthBenchmark.load(each, number));
        }
        if (isLong) {
            loads.add(GrowthBenchmark.load(each / 10, 100));
            loads.add(GrowthBenchmark.load(each * 10, 100));
        }
        return loads;
    }

    private Result onTime(Path folder) throws Exception {
        OnTimeBenchmark benchmark = new OnTimeBenchmark(folder, this::say);
        return isLong
                ? benchmark.run(List.of(8, 200, 855, 2_000), Duration.ofSeconds(30), Duration.ofMinutes(5))
                : benchmark.run(List.of(855), Duration.ofSeconds(25), Duration.ofSeconds(30));
    }

    private void say(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }

    private static void write(Path file, Map<String, String> machine, List<Result> results) throws IOException {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("machine", machine);
        tree.put("results", results.stream().map(Result::asTree).toList());
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), tree);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
