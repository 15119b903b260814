package io.market1s.resample.stream;

import io.market1s.data.Bar;
import io.market1s.data.json.BarJson;
import io.market1s.data.topic.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** Trades, books and heartbeats in, one bar per symbol and second out. */
public final class ResampleTopology {
    static final String STORE = "facts";

    private static final Duration SEGMENT_AGE = Duration.ofMinutes(10);
    private static final int SEGMENT_BYTES = 64 << 20;

    private ResampleTopology() {}

    /**
     * The topology.
     *
     * @param partitions of each raw topic; a record in another one than its key's is left out
     * @param logEnds the latest known ends of the input partitions; null before the first answer. Called by stream
     *     threads
     * @param watcher told how each task is doing, by its stream thread
     */
    public static Topology build(
            ResampleRules rules,
            int partitions,
            BarOutput output,
            Supplier<@Nullable LogEnds> logEnds,
            TaskWatcher watcher) {
        Serializer<Bar> bars = (topic, bar) -> BarJson.write(bar);
        return new Topology()
                .addSource(
                        AutoOffsetReset.earliest(),
                        "raw-events",
                        new EffectTimeExtractor(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        Topics.RESAMPLED.toArray(String[]::new))
                .addProcessor("bars", () -> new BarProcessor(rules, partitions, output, logEnds, watcher), "raw-events")
                .addStateStore(store(), "bars")
                .addSink("market-1s", output.topic(), new StringSerializer(), bars, "bars");
    }

    private static StoreBuilder<FactStore> store() {
        // Facts live for minutes: small segments let compaction keep up, so that a restore reads little.
        Map<String, String> changelog = Map.of(
                "segment.bytes", Integer.toString(SEGMENT_BYTES),
                "segment.ms", Long.toString(SEGMENT_AGE.toMillis()),
                "min.cleanable.dirty.ratio", "0.3");
        return FactStore.builder(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.Bytes(), Serdes.ByteArray())
                        .withLoggingEnabled(changelog));
    }
}
