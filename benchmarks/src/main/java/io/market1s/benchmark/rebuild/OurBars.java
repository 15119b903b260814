package io.market1s.benchmark.rebuild;

import io.market1s.benchmark.load.RawLoad;
import io.market1s.data.topic.Topics;
import io.market1s.resample.ResampleSettings;
import io.market1s.resample.StreamsConfiguration;
import io.market1s.resample.stream.BarOutput;
import io.market1s.resample.stream.LogEnds;
import io.market1s.resample.stream.ResampleTopology;
import io.market1s.resample.stream.TaskWatcher;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;

/** The resampler as it ships, with the whole load still to read: exactly once, with its persistent store. */
final class OurBars {
    private static final long PATIENCE_SECONDS = 60;

    private final RawLoad load;
    private final Map<TopicPartition, Long> ends;

    OurBars(RawLoad load, Map<TopicPartition, Long> ends) {
        this.load = load;
        this.ends = Map.copyOf(ends);
    }

    /** Makes all bars of the load once. */
    Throughput run(String bootstrapServers, Path state, String topic, int threads) throws InterruptedException {
        ResampleSettings settings = ResampleSettings.from(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                bootstrapServers,
                "RESAMPLE_APPLICATION_ID",
                "benchmark-" + UUID.randomUUID(),
                "RESAMPLE_STATE_DIR",
                state.toString(),
                "RESAMPLE_THREADS",
                Integer.toString(threads),
                "RESAMPLE_PARTITIONS",
                Integer.toString(RawLoad.PARTITIONS),
                "RESAMPLE_REPLICATION",
                "1"));
        Map<TopicPartition, Long> none = new HashMap<>();
        ends.keySet().forEach(partition -> none.put(partition, 0L));
        LogEnds logEnds = new LogEnds(load.end(), ends, none);
        LastSecondWatch last = new LastSecondWatch(load.end());
        return new StreamsRun(
                        ResampleTopology.build(
                                settings.rules(),
                                RawLoad.PARTITIONS,
                                BarOutput.rebuilt(topic, Instant.EPOCH, load.end()),
                                () -> logEnds,
                                last),
                        StreamsConfiguration.ofTransient(settings))
                .run(records(), last::await);
    }

    private long records() {
        return ends.entrySet().stream()
                .filter(end -> Topics.RESAMPLED.contains(end.getKey().topic()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Waits until every task has closed the last second. Thread-safe. */
    private static final class LastSecondWatch implements TaskWatcher {
        private final Instant end;
        private final Set<Integer> done = new HashSet<>();
        private final CountDownLatch all = new CountDownLatch(1);

        LastSecondWatch(Instant end) {
            this.end = end;
        }

        @Override
        public synchronized void at(int partition, TaskState state) {
            Instant closed = state.closedUpTo();
            if (closed != null && !closed.isBefore(end)) {
                done.add(partition);
            }
            if (done.size() == RawLoad.PARTITIONS) {
                all.countDown();
            }
        }

        void await() throws InterruptedException {
            if (!all.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the last second was not closed within " + PATIENCE_SECONDS + " s");
            }
        }
    }
}
