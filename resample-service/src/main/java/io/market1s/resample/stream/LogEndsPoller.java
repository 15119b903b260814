package io.market1s.resample.stream;

import io.market1s.data.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the broker once a second where the input partitions end, on a thread of its own. The question is asked between the
 * end of a second and the end of its grace, so that the answer is there when the second is due. While the broker does not
 * answer, {@link #get} keeps the last answer, and seconds close by stream time.
 */
public final class LogEndsPoller implements Supplier<@Nullable LogEnds>, AutoCloseable {
    private static final Duration MAX_PHASE = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(LogEndsPoller.class);

    private final Admin admin;
    private final String group;
    private final List<TopicPartition> inputs;
    private final Duration phase;
    private final InstantSource clock;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "log-ends"));
    private volatile @Nullable LogEnds latest;
    private boolean answering = true;

    /**
     * A poller that has not started.
     *
     * @param admin used, not closed
     * @param group the application, whose committed offsets tell what it need not process again
     * @param grace half of it is waited after the end of a second, at most a quarter of a second
     */
    public LogEndsPoller(Admin admin, String group, int partitions, Duration grace, InstantSource clock) {
        this.admin = admin;
        this.group = group;
        this.clock = clock;
        this.inputs = new ArrayList<>();
        for (String topic : Topics.RESAMPLED) {
            for (int partition = 0; partition < partitions; partition++) {
                inputs.add(new TopicPartition(topic, partition));
            }
        }
        Duration half = grace.dividedBy(2);
        this.phase = half.compareTo(MAX_PHASE) < 0 ? half : MAX_PHASE;
    }

    /** Starts to ask. */
    public void start() {
        schedule();
    }

    @Override
    public @Nullable LogEnds get() {
        return latest;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void schedule() {
        Instant now = clock.instant();
        Instant next = Instant.ofEpochSecond(now.getEpochSecond()).plus(phase);
        if (!next.isAfter(now)) {
            next = next.plusSeconds(1);
        }
        ScheduledFuture<?> unused =
                thread.schedule(this::poll, Duration.between(now, next).toNanos(), TimeUnit.NANOSECONDS);
    }

    private void poll() {
        try {
            latest = ask(clock.instant());
            if (!answering) {
                LOG.info("the broker answers again where the logs end");
            }
            answering = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            if (answering) {
                LOG.warn("the broker does not say where the logs end; seconds close by stream time until it does", e);
            }
            answering = false;
        }
        if (!thread.isShutdown()) {
            schedule();
        }
    }

    private LogEnds ask(Instant asked) throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, Long> done = offsets(OffsetSpec.earliest());
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        committed.forEach((input, offset) -> {
            if (offset != null) {
                done.merge(input, offset.offset(), Math::max);
            }
        });
        return new LogEnds(asked, offsets(OffsetSpec.latest()), done);
    }

    private Map<TopicPartition, Long> offsets(OffsetSpec spec)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetSpec> question = new HashMap<>();
        inputs.forEach(input -> question.put(input, spec));
        Map<TopicPartition, ListOffsetsResultInfo> answer = admin.listOffsets(
                        question, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        Map<TopicPartition, Long> offsets = new HashMap<>();
        answer.forEach((input, info) -> offsets.put(input, info.offset()));
        return offsets;
    }
}
