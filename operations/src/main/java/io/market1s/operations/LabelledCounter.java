package io.market1s.operations;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Counts by the values of labels. The values need not be known before, but must be few: each combination is a meter of
 * its own from its first count on. Counts also while it is bound to no registry. Thread-safe.
 */
public final class LabelledCounter implements MeterBinder {
    private final String name;
    private final String description;
    private final List<String> labels;
    private final Map<List<String>, LongAdder> counts = new ConcurrentHashMap<>();
    private volatile @Nullable MeterRegistry registry;

    /**
     * A counter that is at zero.
     *
     * @param name in Micrometer's spelling, {@code market1s.ingest.frames}
     */
    public LabelledCounter(String name, String description, String... labels) {
        this.name = name;
        this.description = description;
        this.labels = List.of(labels);
    }

    /**
     * Counts one more.
     *
     * @param values one for each label, in their order
     */
    public void increment(String... values) {
        List<String> key = List.of(values);
        LongAdder count = counts.get(key);
        if (count == null) {
            count = add(key);
        }
        count.increment();
    }

    /** All counts so far, by the labels' values. */
    public Map<List<String>, Long> counts() {
        return counts.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().sum()));
    }

    @Override
    public synchronized void bindTo(MeterRegistry meters) {
        registry = meters;
        counts.forEach((values, count) -> register(meters, values, count));
    }

    private synchronized LongAdder add(List<String> values) {
        if (values.size() != labels.size()) {
            throw new IllegalArgumentException(name + " has the labels " + labels + ", not " + values);
        }
        LongAdder count = counts.computeIfAbsent(values, key -> new LongAdder());
        MeterRegistry meters = registry;
        if (meters != null) {
            register(meters, values, count);
        }
        return count;
    }

    private void register(MeterRegistry meters, List<String> values, LongAdder count) {
        List<String> tags = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            tags.add(labels.get(i));
            tags.add(values.get(i));
        }
        FunctionCounter.builder(name, count, LongAdder::sum)
                .description(description)
                .tags(Tags.of(tags.toArray(String[]::new)))
                .register(meters);
    }
}
