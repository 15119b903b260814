package io.market1s.resample;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** How long it takes to read state back from its changelog. Called by stream threads. */
final class RestoreMetrics implements StateRestoreListener {
    private final MeterRegistry registry;
    private final Timer time;
    private final Counter records;
    private final Map<TopicPartition, Timer.Sample> running = new ConcurrentHashMap<>();

    RestoreMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.time = Timer.builder("market1s.resample.restore")
                .description("To read one partition's state back from its changelog.")
                .register(registry);
        this.records = Counter.builder("market1s.resample.restored.records")
                .description("Records read back from changelogs.")
                .register(registry);
    }

    @Override
    public void onRestoreStart(TopicPartition changelog, String store, long startingOffset, long endingOffset) {
        running.put(changelog, Timer.start(registry));
    }

    @Override
    public void onBatchRestored(TopicPartition changelog, String store, long batchEndOffset, long count) {
        records.increment((double) count);
    }

    @Override
    public void onRestoreEnd(TopicPartition changelog, String store, long totalRestored) {
        stop(changelog);
    }

    @Override
    public void onRestoreSuspended(TopicPartition changelog, String store, long totalRestored) {
        stop(changelog);
    }

    private void stop(TopicPartition changelog) {
        Timer.Sample sample = running.remove(changelog);
        if (sample != null) {
            sample.stop(time);
        }
    }
}
