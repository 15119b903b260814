package io.market1s.benchmark.rebuild;

import io.market1s.benchmark.load.RawLoad;
import io.market1s.benchmark.report.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * Measures whether a rebuild needs the same time for an event when there are more events and more symbols. In every
 * load a symbol has the same number of events a second, so that the same number of events makes a bar.
 */
public final class GrowthBenchmark {
    /** Events of one symbol in a second. */
    private static final int EVENTS_A_SECOND = 10;
    /**
     * The caches are too small for a thousand symbols, so some growth is expected. A cost in proportion to the number
     * of symbols would be far above this bound.
     */
    private static final double MOST_OF_LEAST = 3;

    private final Path folder;
    private final Consumer<String> progress;

    /**
     * A benchmark that has not begun.
     *
     * @param folder for what the brokers and Streams keep
     */
    public GrowthBenchmark(Path folder, Consumer<String> progress) {
        this.folder = folder;
        this.progress = progress;
    }

    /** A load of so many events of so many symbols. */
    public static RawLoad load(int events, int symbols) {
        return new RawLoad(events, symbols, symbols * EVENTS_A_SECOND, 15, 1);
    }

    /** Rebuilds each load, from a broker of its own, with one thread; the first turn of each only warms up. */
    public Result run(List<RawLoad> loads) throws InterruptedException, ExecutionException, IOException {
        Result result = new Result(
                "growth",
                Map.of("threads", "1", "events_a_second_and_symbol", Integer.toString(EVENTS_A_SECOND)),
                List.of("", "records/s", "ns a record", "bare consumer / it"));
        List<Double> rates = new ArrayList<>();
        for (RawLoad load : loads) {
            Path place = folder.resolve("growth-" + rates.size());
            try (BrokerProcess broker = BrokerProcess.start(place.resolve("kafka"), null)) {
                RebuildBenchmark.Measured measured = new RebuildBenchmark(place.resolve("state"), progress)
                        .measure(new RebuildBenchmark.Plan(load, 1, 1, false), broker.bootstrapServers());
                double rate = measured.median(RebuildBenchmark.OURS);
                rates.add(rate);
                result.row(List.of(
                        "%,d events of %,d symbols".formatted(load.events(), load.symbols()),
                        String.format(Locale.ROOT, "%,.0f", rate),
                        String.format(Locale.ROOT, "%,.0f", 1e9 / rate),
                        String.format(Locale.ROOT, "%.2f", measured.bareOverOurs())));
                BarCount expected = BarCount.expected(load, measured.written());
                result.promise(
                        load.symbols() + " symbols: made " + expected,
                        measured.counts().stream().allMatch(expected::equals));
            }
        }
        double least = rates.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double greatest = rates.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        result.promise(
                String.format(
                        Locale.ROOT,
                        "no load takes %.0f times as long for a record as another: %.2f",
                        MOST_OF_LEAST,
                        greatest / least),
                greatest / least < MOST_OF_LEAST);
        return result;
    }
}
