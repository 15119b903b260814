package io.market1s.benchmark.ontime;

import io.market1s.benchmark.report.Result;
import io.market1s.local.console.Progress;
import io.market1s.local.folder.DataDir;
import io.market1s.local.folder.Ports;
import io.market1s.local.postgres.PostgresServer;
import io.market1s.local.report.Lags;
import io.market1s.local.report.Report;
import io.market1s.local.run.Pipeline;
import io.market1s.local.run.Servers;
import io.market1s.local.run.SimulatedExchange;
import io.market1s.operations.Resources;
import io.market1s.simulator.SimulatorSettings;
import io.market1s.simulator.market.MarketSpec;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The whole pipeline in this JVM, simulated exchange included, with more and more symbols: how long after its second's
 * end an independent reader sees a row, where that time goes, what Kafka and PostgreSQL alone take for as many rows,
 * and what all of it costs.
 */
public final class OnTimeBenchmark {
    /** The default, which the local run has. */
    private static final Duration GRACE = Duration.ofMillis(500);

    /** Of one symbol among the 855 of the exchange: about 800 books and 200 trades a second over all. */
    private static final double BOOKS = 800.0 / 855;

    private static final double TRADES = 200.0 / 855;
    private static final int LEVELS = 30;

    /** Rows that the garbage collection before the window delayed have been seen by then. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private static final List<String> COLUMNS = List.of(
            "",
            "p50 ms",
            "p99 ms",
            "max ms",
            "raw events/s",
            "cores",
            "compilers'",
            "live MiB when begun",
            "live MiB at the end");

    private final Path folder;
    private final Consumer<String> progress;

    /** A benchmark that has not begun; everything it starts keeps its data in the folder. */
    public OnTimeBenchmark(Path folder, Consumer<String> progress) {
        this.folder = folder;
        this.progress = progress;
    }

    /** What was measured in one window. */
    private record Window(
            Lags.Percentiles lag, Map<Stage, Lags.Percentiles> stages, Cpu cpu, long liveBefore, long liveAfter) {}

    /**
     * Runs the pipeline once for each number of symbols.
     *
     * @param warmUp how long each has run when the measuring begins
     * @param length how long is measured
     */
    public Result run(List<Integer> symbols, Duration warmUp, Duration length) throws Exception {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("seconds", Long.toString(length.toSeconds()));
        settings.put("grace_ms", Long.toString(GRACE.toMillis()));
        settings.put("in_one_jvm", "exchange, ingest, broker, resampler, Connect worker, reader; PostgreSQL beside it");
        Result result = new Result("on time", settings, COLUMNS);
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
        InstantSource clock = InstantSource.system();
        try (DataDir dataDir = DataDir.open(folder.resolve("symbols-" + count));
                Resources running = new Resources()) {
            Pipeline.Parts place = new Pipeline.Parts(
                    dataDir, ports, Servers.plugins(), PostgresServer.prepare(dataDir.postgres(), ports.postgres()));
            Pipeline pipeline;
            Window window;
            Report report;
            // Without this, the exchange would go on making frames.
            try (SimulatedExchange exchange = SimulatedExchange.synthetic(
                    settings, markets.stream().map(MarketSpec::symbol).toList())) {
                pipeline = running.add(Pipeline.start(place, exchange, silent, clock));
                window = measure(pipeline, dataDir.postgres(), warmUp, length, clock);
                report = pipeline.drain(silent);
            }
            add(result, count, window, report, Bare.measure(pipeline.servers(), count));
        }
    }

    private static Window measure(
            Pipeline pipeline, Path postgres, Duration warmUp, Duration length, InstantSource clock)
            throws InterruptedException {
        try (Stages stages = Stages.start(pipeline.servers().bootstrapServers(), GRACE, clock)) {
            pipeline.tell(stages);
            TimeUnit.MILLISECONDS.sleep(warmUp.toMillis());
            long liveBefore = liveMebibytes();
            TimeUnit.MILLISECONDS.sleep(SETTLING.toMillis());
            pipeline.status();
            stages.summaryAndReset();
            Cpu before = Cpu.now(postgres);
            TimeUnit.MILLISECONDS.sleep(length.toMillis());
            Lags.Percentiles lag = pipeline.status().lag();
            Map<Stage, Lags.Percentiles> took = stages.summaryAndReset();
            Cpu cpu = Cpu.now(postgres).since(before);
            return new Window(lag, took, cpu, liveBefore, liveMebibytes());
        }
    }

    private static void add(Result result, int count, Window window, Report report, Bare bare) {
        String symbols = count + " symbols";
        double seconds = (double) report.secondsExpected() / count;
        long events =
                report.raw().trade() + report.raw().orderbook() + report.raw().ticker();
        long grace = GRACE.toMillis();
        Lags.Percentiles lag = window.lag();
        result.row(List.of(
                symbols + ": end of the second and grace, until the row is seen",
                Long.toString(lag.p50() - grace),
                Long.toString(lag.p99() - grace),
                Long.toString(lag.max() - grace),
                String.format(Locale.ROOT, "%.0f", events / seconds),
                cores(window.cpu(), window.cpu().all()),
                cores(window.cpu(), window.cpu().compiler()),
                Long.toString(window.liveBefore()),
                Long.toString(window.liveAfter())));
        result.row(List.of("  aim, for 855 symbols", "60", "150", "", "", "1.00", "", "", ""));
        Lags.Percentiles kafka = bare.kafka();
        Lags.Percentiles postgres = bare.postgres();
        times(
                result,
                "  bare: the two below together",
                kafka.p50() + postgres.p50(),
                kafka.p99() + postgres.p99(),
                kafka.max() + postgres.max());
        times(result, "    as many bars in one transaction, until a consumer has them", kafka);
        times(result, "    as many rows upserted by plain JDBC", postgres);
        window.stages().forEach((stage, took) -> times(result, "  " + stage.text(), took));
        result.promise(
                symbols + ": no row missing, every trade counted once: " + report.rows() + " rows", report.holds());
        result.promise(
                symbols + ": every stage was seen",
                window.stages().values().stream().allMatch(took -> took.count() > 0));
    }

    private static void times(Result result, String name, Lags.Percentiles took) {
        times(result, name, took.p50(), took.p99(), took.max());
    }

    private static void times(Result result, String name, long p50, long p99, long max) {
        result.row(List.of(name, Long.toString(p50), Long.toString(p99), Long.toString(max), "", "", "", "", ""));
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

    private static String cores(Cpu cpu, long used) {
        return String.format(Locale.ROOT, "%.2f", cpu.cores(used));
    }

    /** The heap that is still in use after a garbage collection. */
    private static long liveMebibytes() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed() >> 20;
    }
}
