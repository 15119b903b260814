package io.market1s.benchmark.rebuild;

import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/**
 * Lets an application of Kafka Streams process what the raw topics hold. The time is taken from the first record to the
 * last, so that it does not include how long the group takes to form.
 */
final class StreamsRun {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long LOOK_EVERY_MILLIS = 5;

    private final Topology topology;
    private final Properties config;
    private final AtomicReference<Throwable> death = new AtomicReference<>();

    StreamsRun(Topology topology, Properties config) {
        this.topology = topology;
        this.config = config;
    }

    /**
     * Runs it once.
     *
     * @param records how many there are
     * @param end waits until what follows from the last record is written
     */
    Throughput run(long records, End end) throws InterruptedException {
        KafkaStreams streams = new KafkaStreams(topology, config);
        streams.setUncaughtExceptionHandler(exception -> {
            death.compareAndSet(null, exception);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        try {
            streams.start();
            await(streams, 1);
            long before = System.nanoTime();
            long first = processed(streams);
            await(streams, records);
            Throughput took = new Throughput(records - first, Duration.ofNanos(System.nanoTime() - before));
            end.await();
            return took;
        } finally {
            streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
            streams.cleanUp();
        }
    }

    /** Waits until the application may stop. */
    interface End {
        void await() throws InterruptedException;
    }

    private void await(KafkaStreams streams, long records) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (processed(streams) < records) {
            Throwable cause = death.get();
            if (cause != null || System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        config.get(StreamsConfig.APPLICATION_ID_CONFIG) + " did not process " + records + " records",
                        cause);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
    }

    private static long processed(KafkaStreams streams) {
        return streams.metrics().values().stream()
                .filter(metric -> metric.metricName().group().equals("stream-thread-metrics")
                        && metric.metricName().name().equals("process-total"))
                .mapToLong(metric -> ((Number) metric.metricValue()).longValue())
                .sum();
    }
}
