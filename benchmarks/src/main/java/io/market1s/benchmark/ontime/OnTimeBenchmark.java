package io.market1s.benchmark.ontime;

import com.sun.management.OperatingSystemMXBean;
import io.market1s.benchmark.report.Result;
import io.market1s.local.DataDir;
import io.market1s.local.Pipeline;
import io.market1s.local.Ports;
import io.market1s.local.Progress;
import io.market1s.local.SimulatedExchange;
import io.market1s.local.postgres.PostgresServer;
import io.market1s.local.report.Lags;
import io.market1s.local.report.Report;
import io.market1s.simulator.SimulatorSettings;
import io.market1s.simulator.market.MarketSpec;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The whole pipeline in this JVM, simulated exchange included, with more and more symbols: how long after its second's
 * end an independent reader sees a row, and what all of it costs.
 */
public final class OnTimeBenchmark {
    /** The default, which the local run has. */
    private static final long GRACE_MILLIS = 500;

    /** Of one symbol among the 855 of the exchange: about 800 books and 200 trades a second over all. */
    private static final double BOOKS = 800.0 / 855;

    private static final double TRADES = 200.0 / 855;
    private static final int LEVELS = 30;

    private final Path folder;
    private final Consumer<String> progress;

    /** A benchmark that has not begun; everything it starts keeps its data in the folder. */
    public OnTimeBenchmark(Path folder, Consumer<String> progress) {
        this.folder = folder;
        this.progress = progress;
    }

    /**
     * Runs the pipeline once for each number of symbols.
     *
     * @param warmUp how long each has run when the measuring begins
     * @param length how long is measured
     */
    public Result run(List<Integer> symbols, Duration warmUp, Duration length) throws Exception {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("seconds", Long.toString(length.toSeconds()));
        settings.put("grace_ms", Long.toString(GRACE_MILLIS));
        settings.put("in_one_jvm", "exchange, ingest, broker, resampler, Connect worker, reader; PostgreSQL beside it");
        Result result = new Result(
                "on time", settings, List.of("", "raw events/s", "p50 over grace", "p99", "max", "cores", "heap MiB"));
        for (int count : symbols) {
            progress.accept(count + " symbols for " + length.toSeconds() + " s");
            run(count, warmUp, length, result);
        }
        return result;
    }

    private void run(int count, Duration warmUp, Duration length, Result result) throws Exception {
        Ports ports = Ports.free();
        Progress silent = new Progress(new PrintWriter(Writer.nullWriter()));
        List<MarketSpec> markets = markets(count);
        SimulatorSettings settings =
                SimulatorSettings.synthetic(1).withMarkets(markets).withPort(ports.exchange());
        Path plugins = Path.of(Objects.requireNonNull(
                System.getProperty("market1s.connect-plugins"), "market1s.connect-plugins is not set"));
        try (DataDir dataDir = DataDir.open(folder.resolve("symbols-" + count));
                SimulatedExchange exchange = SimulatedExchange.synthetic(
                        settings, markets.stream().map(MarketSpec::symbol).toList());
                Pipeline pipeline = Pipeline.start(
                        new Pipeline.Place(
                                dataDir, ports, plugins, PostgresServer.prepare(dataDir.postgres(), ports.postgres())),
                        exchange,
                        silent,
                        InstantSource.system())) {
            TimeUnit.MILLISECONDS.sleep(warmUp.toMillis());
            pipeline.status();
            long cpuBefore = cpuNanos(dataDir.postgres());
            long before = System.nanoTime();
            TimeUnit.MILLISECONDS.sleep(length.toMillis());
            Lags.Summary lag = pipeline.status().lag();
            double cores = (cpuNanos(dataDir.postgres()) - cpuBefore) / (double) (System.nanoTime() - before);
            long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
            Report report = pipeline.stop(silent);
            double seconds = (double) report.secondsExpected() / count;
            long events = report.raw().trade()
                    + report.raw().orderbook()
                    + report.raw().ticker();
            List<String> cells = new ArrayList<>(List.of(count + " symbols", whole(events / seconds)));
            cells.addAll(
                    List.of(over(lag.p50()), over(lag.p99()), over(lag.max()), number(cores), Long.toString(heap)));
            result.row(cells);
            result.promise(
                    count + " symbols: no row missing, every trade counted once: " + report.rows() + " rows",
                    report.holds());
        }
    }

    private static List<MarketSpec> markets(int count) {
        List<MarketSpec> markets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // The pilot's market is always there.
            String symbol = i == 0 ? "KRW-BTC" : "KRW-S%04d".formatted(i);
            markets.add(new MarketSpec(symbol, "3040", "1", "900", BOOKS, TRADES, TRADES, LEVELS, false));
        }
        return markets;
    }

    /** Of this JVM and of those of PostgreSQL's processes that live. */
    private static long cpuNanos(Path postgres) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime()
                + ProcessHandle.allProcesses()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains(postgres.toString()))
                        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                        .distinct()
                        .mapToLong(process -> process.info()
                                .totalCpuDuration()
                                .orElse(Duration.ZERO)
                                .toNanos())
                        .sum();
    }

    private static String over(long lagMillis) {
        return lagMillis - GRACE_MILLIS + " ms";
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
