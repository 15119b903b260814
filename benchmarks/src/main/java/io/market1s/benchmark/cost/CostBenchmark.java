package io.market1s.benchmark.cost;

import io.market1s.benchmark.load.RawLoad;
import io.market1s.benchmark.report.Result;
import io.market1s.benchmark.sink.BenchmarkDatabase;
import io.market1s.benchmark.sink.SampleBars;
import io.market1s.benchmark.sink.Writers;
import io.market1s.data.topic.Topics;
import io.market1s.local.folder.Ports;
import io.market1s.local.kafka.KafkaBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Measures how many bytes raw events take in Kafka, by compression, and rows in PostgreSQL. */
public final class CostBenchmark {
    private static final long DAY = 86_400;
    private static final int YEAR = 365;

    private final Path folder;

    /** A benchmark that has not begun; everything it starts keeps its data in the folder. */
    public CostBenchmark(Path folder) {
        this.folder = folder;
    }

    /** Writes the load with each compression and the bars once. */
    public Result run(RawLoad load, SampleBars bars) throws Exception {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("load", load.toString());
        settings.put("rows", Integer.toString(bars.rows()));
        Result result = new Result("cost", settings, List.of("", "bytes on disk", "a symbol's day", "a symbol's year"));
        for (String compression : List.of("none", "lz4", "zstd")) {
            raw(load, compression, result);
        }
        Ports ports = Ports.free();
        try (BenchmarkDatabase database = BenchmarkDatabase.start(folder.resolve("postgres"), ports.postgres())) {
            try (Connection connection = database.connectAsSink()) {
                Writers.upsert(bars.stream(), connection);
            }
            double each = (double) database.bytes() / database.rows();
            result.row(List.of(
                    "row in PostgreSQL, indexes included", number(each), mib(each * DAY), mib(each * DAY * YEAR)));
            result.promise("all rows were written", database.rows() == bars.rows());
        }
        return result;
    }

    private void raw(RawLoad load, String compression, Result result) throws Exception {
        Ports ports = Ports.free();
        Path logs = folder.resolve("kafka-" + compression);
        RawLoad.Written written;
        try (KafkaBroker broker = KafkaBroker.start(logs, ports.kafka(), ports.kafkaController())) {
            written = load.write(broker.bootstrapServers(), compression);
        }
        long heartbeats = (long) load.symbols() * load.seconds();
        result.row(List.of(
                "trade, " + compression, number((double) bytes(logs, Topics.TRADE) / written.trades()), "", ""));
        result.row(List.of(
                "book of " + load.levels() + ", " + compression,
                number((double) bytes(logs, Topics.ORDERBOOK) / (written.records() - heartbeats - written.trades())),
                "",
                ""));
        double heartbeat = (double) bytes(logs, Topics.HEARTBEAT) / heartbeats;
        result.row(List.of(
                "heartbeat, " + compression, number(heartbeat), mib(heartbeat * DAY), mib(heartbeat * DAY * YEAR)));
    }

    private static long bytes(Path logs, String topic) throws IOException {
        try (Stream<Path> files = Files.walk(logs)) {
            return files.filter(file -> file.toString().endsWith(".log")
                            && file.getName(file.getNameCount() - 2).toString().startsWith(topic + "-"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }

    private static String mib(double bytes) {
        return String.format(Locale.ROOT, "%,.1f MiB", bytes / (1 << 20));
    }
}
