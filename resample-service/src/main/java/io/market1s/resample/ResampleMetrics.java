package io.market1s.resample;

import io.market1s.data.Bar;
import io.market1s.data.topic.Topics;
import io.market1s.resample.stream.TaskWatcher;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the tasks of this instance do, in numbers. Thread-safe. */
final class ResampleMetrics implements TaskWatcher {
    private static final String PREFIX = "market1s.resample.";

    /** Close together where a bar on time lies, wide apart where one is late. */
    private static final Duration[] LAGS = durations(
            50, 100, 200, 300, 400, 500, 520, 540, 560, 580, 600, 650, 700, 800, 1_000, 1_500, 2_000, 5_000, 10_000,
            30_000, 60_000, 600_000, 3_600_000);

    private static final Duration[] DELAYS = durations(1, 5, 10, 25, 50, 100, 250, 500, 1_000, 5_000, 10_000, 60_000);

    private final Map<Integer, TaskState> tasks = new ConcurrentHashMap<>();
    private final Map<String, Counter> records = new HashMap<>();
    private final Map<RecordAnomaly, Counter> anomalies = new EnumMap<>(RecordAnomaly.class);
    private final Counter completeBars;
    private final Counter incompleteBars;
    private final Counter corrections;
    private final Timer lag;
    private final Timer punctuationDelay;

    /**
     * The meters of one instance.
     *
     * @param partitions of each topic
     */
    ResampleMetrics(MeterRegistry registry, int partitions, InstantSource clock) {
        for (String topic : Topics.RESAMPLED) {
            records.put(
                    topic,
                    counter("records", "Raw records read.").tag("topic", topic).register(registry));
        }
        anomalies.put(
                RecordAnomaly.LATE,
                counter("late.events", "Events of a closed second, which was corrected.")
                        .register(registry));
        anomalies.put(
                RecordAnomaly.FORGOTTEN,
                counter("forgotten.events", "Events of a second no longer remembered, which were left out.")
                        .register(registry));
        anomalies.put(
                RecordAnomaly.MALFORMED,
                counter("malformed.records", "Raw records that are not the ingest's, which were left out.")
                        .register(registry));
        completeBars = bars(true).register(registry);
        incompleteBars = bars(false).register(registry);
        corrections = counter("corrections", "Bars emitted again, because their content changed.")
                .register(registry);
        lag = Timer.builder(PREFIX + "emission.lag")
                .description("From a second's end to the first emission of its bar.")
                .serviceLevelObjectives(LAGS)
                .register(registry);
        punctuationDelay = Timer.builder(PREFIX + "punctuation.delay")
                .description("How much later than due the tasks look at the clock.")
                .serviceLevelObjectives(DELAYS)
                .register(registry);
        for (int partition = 0; partition < partitions; partition++) {
            int number = partition;
            Gauge.builder(PREFIX + "behind", () -> behind(number, clock.instant()))
                    .description("Since the end of the last closed second; NaN for a partition that is not here.")
                    .baseUnit("seconds")
                    .tag("partition", Integer.toString(partition))
                    .register(registry);
        }
    }

    /** How the task of a partition is doing; null if it has not said so here. */
    @Nullable
    TaskState task(int partition) {
        return tasks.get(partition);
    }

    @Override
    public void at(int partition, TaskState state) {
        tasks.put(partition, state);
    }

    @Override
    public void gone(int partition) {
        tasks.remove(partition);
    }

    @Override
    public void read(String topic) {
        count(records, topic);
    }

    @Override
    public void noticed(RecordAnomaly anomaly) {
        count(anomalies, anomaly);
    }

    @Override
    public void emitted(Bar bar) {
        if (bar.revision() > 0) {
            corrections.increment();
            return;
        }
        (bar.content().complete() ? completeBars : incompleteBars).increment();
        lag.record(Duration.between(bar.content().ts(), bar.emittedAt()));
    }

    @Override
    public void punctuated(Duration late) {
        punctuationDelay.record(late);
    }

    private double behind(int partition, Instant now) {
        TaskState task = tasks.get(partition);
        return task == null || task.closedUpTo() == null
                ? Double.NaN
                : Duration.between(task.closedUpTo(), now).toMillis() / 1e3;
    }

    private static <K> void count(Map<K, Counter> counters, K key) {
        Counter counter = counters.get(key);
        if (counter != null) {
            counter.increment();
        }
    }

    private static Counter.Builder counter(String name, String description) {
        return Counter.builder(PREFIX + name).description(description);
    }

    private static Counter.Builder bars(boolean complete) {
        return counter("bars", "Bars of seconds closed for the first time.")
                .tag("complete", Boolean.toString(complete));
    }

    private static Duration[] durations(long... millis) {
        return Arrays.stream(millis).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }
}
