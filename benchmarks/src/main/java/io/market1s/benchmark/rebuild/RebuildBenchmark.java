package io.market1s.benchmark.rebuild;

import io.market1s.benchmark.dsl.DslBars;
import io.market1s.benchmark.load.RawLoad;
import io.market1s.benchmark.report.Result;
import io.market1s.benchmark.report.Rounds;
import io.market1s.data.topic.TopicSetup;
import io.market1s.data.topic.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.Topology;

/**
 * Measures how fast bars are made of raw events that are in Kafka already. Every candidate reads the same topics in the
 * same JVM, in turns. The first turn of each only warms up.
 */
public final class RebuildBenchmark {
    static final String BARE = "bare consumer";
    static final String OURS = "resampler";
    private static final String TUNED = "Streams DSL, tuned";
    private static final String IDIOMATIC = "Streams DSL, idiomatic";
    /** With one thread. A greater ratio is a step back: it was 5.9 to 6.3, and machines differ. */
    private static final double MOST_OF_BARE = 8;

    /** A smaller ratio is a step back: it was 1.4 to 1.5. */
    private static final double LEAST_OF_TUNED = 1.2;

    private final Path folder;
    private final Consumer<String> progress;

    /**
     * What is measured.
     *
     * @param rounds turns that count
     * @param threads stream threads of the resampler; more than one are measured besides one
     * @param dsl whether the same bars by the DSL are measured too
     */
    public record Plan(RawLoad load, int rounds, int threads, boolean dsl) {}

    /**
     * A benchmark that has not begun.
     *
     * @param folder for what Streams keeps
     */
    public RebuildBenchmark(Path folder, Consumer<String> progress) {
        this.folder = folder;
        this.progress = progress;
    }

    /**
     * What was found.
     *
     * @param rates records a second of each that ran, by name
     * @param counts what each run of the resampler made
     */
    record Measured(RawLoad.Written written, Map<String, Rounds> rates, List<BarCount> counts) {
        double median(String name) {
            return rates.getOrDefault(name, new Rounds()).median();
        }

        double bareOverOurs() {
            return median(BARE) / median(OURS);
        }
    }

    /** Fills the topics of an empty broker and runs everything. */
    public Result run(Plan plan, String bootstrapServers) throws InterruptedException, ExecutionException, IOException {
        return result(plan, measure(plan, bootstrapServers));
    }

    /** Does the same as {@link #run}, but returns only the figures. */
    Measured measure(Plan plan, String bootstrapServers) throws InterruptedException, ExecutionException, IOException {
        progress.accept("writing " + plan.load());
        RawLoad.Written written = plan.load().write(bootstrapServers, "lz4");
        Map<TopicPartition, Long> ends = ends(bootstrapServers);
        Map<String, Turn> turns = turns(plan, bootstrapServers, ends);
        Map<String, Rounds> rates = new LinkedHashMap<>();
        List<BarCount> counts = new ArrayList<>();
        for (int round = 0; round <= plan.rounds(); round++) {
            for (Map.Entry<String, Turn> turn : turns.entrySet()) {
                String topic = "bars-" + UUID.randomUUID();
                double rate = run(turn.getValue(), topic, bootstrapServers).perSecond();
                progress.accept(String.format(
                        Locale.ROOT, "%s: %,.0f a second%s", turn.getKey(), rate, round == 0 ? " (warm-up)" : ""));
                if (round > 0) {
                    rates.computeIfAbsent(turn.getKey(), name -> new Rounds()).add(rate);
                }
                if (turn.getKey().startsWith(OURS)) {
                    counts.add(BarCount.of(topic, bootstrapServers));
                }
                delete(topic, bootstrapServers);
            }
        }
        return new Measured(written, rates, counts);
    }

    /** One application's run into a topic of its own. */
    private interface Turn {
        Throughput run(String topic) throws InterruptedException;
    }

    private Map<String, Turn> turns(Plan plan, String bootstrapServers, Map<TopicPartition, Long> ends) {
        Map<String, Turn> turns = new LinkedHashMap<>();
        turns.put(BARE, topic -> BareConsumer.run(bootstrapServers));
        OurBars ours = new OurBars(plan.load(), ends);
        turns.put(OURS, topic -> ours.run(bootstrapServers, folder, topic, 1));
        if (plan.threads() > 1) {
            turns.put(
                    OURS + ", " + plan.threads() + " threads",
                    topic -> ours.run(bootstrapServers, folder, topic, plan.threads()));
        }
        if (plan.dsl()) {
            long events = ends.entrySet().stream()
                    .filter(end -> !end.getKey().topic().equals(Topics.HEARTBEAT))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            turns.put(
                    TUNED,
                    topic ->
                            streams(DslBars.tuned(topic), DslBars.tunedConfig(id(), bootstrapServers, folder), events));
            turns.put(
                    IDIOMATIC,
                    topic -> streams(
                            DslBars.idiomatic(topic), DslBars.idiomaticConfig(id(), bootstrapServers, folder), events));
        }
        return turns;
    }

    private static Throughput streams(Topology topology, Properties config, long records) throws InterruptedException {
        // The last windows stay open, because no later event closes them.
        return new StreamsRun(topology, config).run(records, () -> {});
    }

    private static Throughput run(Turn turn, String topic, String bootstrapServers) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            new TopicSetup(admin).ensure(List.of(Topics.bars(topic)), RawLoad.PARTITIONS, (short) 1);
        }
        return turn.run(topic);
    }

    private static Result result(Plan plan, Measured measured) {
        RawLoad.Written written = measured.written();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("load", plan.load().toString());
        settings.put("records", Long.toString(written.records()));
        settings.put("mean_bytes", Long.toString(written.bytes() / written.records()));
        settings.put("partitions", Integer.toString(RawLoad.PARTITIONS));
        settings.put("rounds", Integer.toString(plan.rounds()));
        settings.put("guarantee", "exactly_once_v2, persistent store");
        Result result = new Result(
                "rebuild",
                settings,
                List.of("", "records/s", "least to greatest", "bare consumer / it", "it / tuned DSL"));
        double bare = measured.median(BARE);
        measured.rates().forEach((name, rate) -> {
            List<String> cells = new ArrayList<>(List.of(name));
            cells.addAll(rate.asCells());
            cells.add(ratio(bare / rate.median()));
            cells.add(plan.dsl() ? ratio(rate.median() / measured.median(TUNED)) : "");
            result.row(cells);
        });
        BarCount expected = BarCount.expected(plan.load(), written);
        result.promise(
                "each run of the resampler made " + expected,
                measured.counts().stream().allMatch(expected::equals));
        double ofBare = measured.bareOverOurs();
        result.promise(
                "a bare consumer is less than " + MOST_OF_BARE + " times as fast: " + ratio(ofBare),
                ofBare < MOST_OF_BARE);
        if (plan.dsl()) {
            double ofTuned = measured.median(OURS) / measured.median(TUNED);
            result.promise(
                    "the resampler is at least " + LEAST_OF_TUNED + " times as fast as the tuned DSL: "
                            + ratio(ofTuned),
                    ofTuned >= LEAST_OF_TUNED);
        }
        return result;
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String id() {
        return "benchmark-" + UUID.randomUUID();
    }

    private static Map<TopicPartition, Long> ends(String bootstrapServers)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> question = new HashMap<>();
        for (String topic : Topics.RESAMPLED) {
            for (int partition = 0; partition < RawLoad.PARTITIONS; partition++) {
                question.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
        }
        Map<TopicPartition, Long> ends = new HashMap<>();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.listOffsets(question).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
        }
        return ends;
    }

    private static void delete(String topic, String bootstrapServers) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            List<String> own = admin.listTopics().names().get().stream()
                    .filter(name -> name.equals(topic) || name.startsWith("benchmark-"))
                    .toList();
            admin.deleteTopics(own).all().get();
        }
    }
}
