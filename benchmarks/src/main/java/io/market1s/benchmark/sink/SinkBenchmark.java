package io.market1s.benchmark.sink;

import io.market1s.benchmark.report.Result;
import io.market1s.benchmark.report.Rounds;
import io.market1s.connect.MarketSchema;
import io.market1s.connect.SinkConfig;
import io.market1s.data.json.BarJson;
import io.market1s.data.topic.TopicSetup;
import io.market1s.data.topic.Topics;
import io.market1s.local.connect.ConnectWorker;
import io.market1s.local.folder.Ports;
import io.market1s.local.kafka.KafkaBroker;
import io.market1s.local.run.Servers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** How fast bars get into PostgreSQL: by the connector as it ships, and by two ways without one. */
public final class SinkBenchmark {
    private static final String CONNECTOR = "connector (Debezium JDBC)";
    private static final String UPSERT = "batched upserts";
    private static final String COPY = "COPY, then INSERT ON CONFLICT";
    private static final String CONNECTOR_CLASS = "io.debezium.connector.jdbc.JdbcSinkConnector";
    private static final int PARTITIONS = 2;
    /** Not more often, because counting rows costs the database time. */
    private static final long LOOK_EVERY_MILLIS = 200;

    private static final long PATIENCE_NANOS = Duration.ofMinutes(5).toNanos();

    private final Path folder;
    private final SampleBars bars;
    private final Consumer<String> progress;
    private final Ports ports = Ports.free();

    /** A benchmark that has not begun; everything it starts keeps its data in the folder. */
    public SinkBenchmark(Path folder, SampleBars bars, Consumer<String> progress) {
        this.folder = folder;
        this.bars = bars;
        this.progress = progress;
    }

    /** Runs each way once to warm up and then so many times. */
    public Result run(int rounds) throws Exception {
        Map<String, Rounds> rates = new LinkedHashMap<>();
        List<Long> counts = new ArrayList<>();
        try (BenchmarkDatabase database = BenchmarkDatabase.start(folder.resolve("postgres"), ports.postgres());
                KafkaBroker broker =
                        KafkaBroker.start(folder.resolve("kafka"), ports.kafka(), ports.kafkaController())) {
            fill(broker);
            Map<String, Way> ways = new LinkedHashMap<>();
            ways.put(CONNECTOR, round -> byConnector(database, broker, round));
            ways.put(UPSERT, round -> timed(database, connection -> Writers.upsert(bars.stream(), connection)));
            ways.put(COPY, round -> timed(database, connection -> Writers.copy(bars.stream(), connection)));
            for (int round = 0; round <= rounds; round++) {
                for (Map.Entry<String, Way> way : ways.entrySet()) {
                    database.clear();
                    double rate = way.getValue().rate(round);
                    counts.add(database.rows());
                    progress.accept(String.format(
                            Locale.ROOT, "%s: %,.0f rows/s%s", way.getKey(), rate, round == 0 ? " (warm-up)" : ""));
                    if (round > 0) {
                        rates.computeIfAbsent(way.getKey(), name -> new Rounds())
                                .add(rate);
                    }
                }
            }
        }
        return result(rounds, rates, counts);
    }

    private Result result(int rounds, Map<String, Rounds> rates, List<Long> counts) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("rows", Integer.toString(bars.rows()));
        settings.put("symbols", Integer.toString(bars.symbols()));
        settings.put("rounds", Integer.toString(rounds));
        settings.put("postgres", "fsync and synchronous_commit on, two indexes");
        Result result = new Result("sink", settings, List.of("", "rows/s", "least to greatest", "of the connector's"));
        double connector = Objects.requireNonNull(rates.get(CONNECTOR)).median();
        rates.forEach((name, rate) -> {
            List<String> cells = new ArrayList<>(List.of(name));
            cells.addAll(rate.asCells());
            cells.add(String.format(Locale.ROOT, "%.2f", rate.median() / connector));
            result.row(cells);
        });
        result.promise(
                "each way wrote " + bars.rows() + " rows", counts.stream().allMatch(count -> count == bars.rows()));
        return result;
    }

    /** One way to write all bars into the empty table. */
    private interface Way {
        double rate(int round) throws Exception;
    }

    /** What one way does with its connection. */
    private interface Writing {
        void with(Connection connection) throws Exception;
    }

    private double timed(BenchmarkDatabase database, Writing writing) throws Exception {
        try (Connection connection = database.connectAsSink()) {
            long before = System.nanoTime();
            writing.with(connection);
            return bars.rows() * 1e9 / (System.nanoTime() - before);
        }
    }

    /** The time is taken from the first query that sees a row to the first that sees all. */
    private double byConnector(BenchmarkDatabase database, KafkaBroker broker, int round) throws Exception {
        Map<String, String> secrets = Map.of(
                SinkConfig.JDBC_URL, database.jdbcUrl(),
                SinkConfig.USER, MarketSchema.SINK_ROLE,
                SinkConfig.PASSWORD, MarketSchema.SINK_ROLE);
        Path plugins = Path.of(Objects.requireNonNull(
                System.getProperty("market1s.connect-plugins"), "market1s.connect-plugins is not set"));
        try (ConnectWorker worker = ConnectWorker.start(
                folder.resolve("connect-" + round), plugins, ports.connect(), broker.bootstrapServers(), secrets)) {
            Map<String, String> config = SinkConfig.template();
            config.put("connector.class", CONNECTOR_CLASS);
            // Each round has its own consumer group, so that it begins at the beginning of the topic.
            worker.put(Servers.SINK + "-" + round, config);
            long first = awaitRows(database, 1);
            long before = System.nanoTime();
            awaitRows(database, bars.rows());
            return (bars.rows() - first) * 1e9 / (System.nanoTime() - before);
        }
    }

    private static long awaitRows(BenchmarkDatabase database, long wanted)
            throws SQLException, InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        for (long rows = database.rows(); ; rows = database.rows()) {
            if (rows >= wanted) {
                return rows;
            }
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("the connector wrote " + rows + " of " + wanted + " rows");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
    }

    private void fill(KafkaBroker broker) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            new TopicSetup(admin).ensure(Topics.all(Duration.ofDays(1)), PARTITIONS, (short) 1);
        }
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 20, "compression.type", "lz4"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            bars.stream().forEach(bar -> {
                var unused = producer.send(new ProducerRecord<>(
                        Topics.MARKET_1S,
                        null,
                        bar.content().ts().toEpochMilli(),
                        bar.content().symbol(),
                        BarJson.write(bar)));
            });
            producer.flush();
        }
    }
}
