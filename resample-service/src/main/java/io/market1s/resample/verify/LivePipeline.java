package io.market1s.resample.verify;

import io.market1s.data.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far the live resampler and the sink are, as their committed offsets tell. One thread uses it. */
public final class LivePipeline {
    /** For so long a part may stand still before it counts as stopped. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final long LOOK_EVERY_MILLIS = 200;
    private static final Logger LOG = LoggerFactory.getLogger(LivePipeline.class);

    private final Admin admin;
    private final UnreadRecords unread;
    private final String resampler;
    private final String sink;

    /**
     * Looks by this client.
     *
     * @param admin used, not closed
     * @param kafka how Kafka's clients reach it
     * @param resampler the live application
     * @param sink the sink's consumer group
     */
    public LivePipeline(Admin admin, Map<String, String> kafka, String resampler, String sink) {
        this.admin = admin;
        this.unread = new UnreadRecords(kafka);
        this.resampler = resampler;
        this.sink = sink;
    }

    /** Whether a resampler that has run here has left raw records: it was not stopped in order. */
    public boolean hasUnprocessed() throws InterruptedException {
        return hasResampler() && !isPast(committed(resampler), ends(Topics.RESAMPLED));
    }

    /** Whether the sink has left bars. */
    public boolean hasUnwritten() throws InterruptedException {
        return !isPast(committed(sink), ends(List.of(Topics.MARKET_1S)));
    }

    /**
     * Waits until everything that is in the raw topics now is processed.
     *
     * @throws IllegalStateException if it does not get there, with the remedy
     */
    public void awaitProcessed() throws InterruptedException {
        awaitProcessed(ends(Topics.RESAMPLED));
    }

    /**
     * Waits until what was made of the raw records below these offsets is in the table.
     *
     * @throws IllegalStateException if it does not get there, with the remedy
     */
    void awaitInTable(Map<TopicPartition, Long> rawEnds) throws InterruptedException {
        if (hasResampler()) {
            awaitProcessed(rawEnds);
        } else {
            LOG.info("no resampler {} has ever run here; taking the table as it is", resampler);
        }
        awaitBarsInTable();
    }

    private void awaitProcessed(Map<TopicPartition, Long> rawEnds) throws InterruptedException {
        await(resampler, rawEnds, "the live resampler has not processed the raw log; is it running?");
    }

    /** A resampler that has just begun has a group, but has committed nothing yet. */
    private boolean hasResampler() throws InterruptedException {
        return !committed(resampler).isEmpty()
                || get(admin.listGroups().all()).stream()
                        .anyMatch(group -> group.groupId().equals(resampler));
    }

    /**
     * Waits until every bar that is in its topic now is in the table.
     *
     * @throws IllegalStateException if it does not get there, with the remedy
     */
    public void awaitBarsInTable() throws InterruptedException {
        await(sink, ends(List.of(Topics.MARKET_1S)), "the sink has not written every bar; is it running?");
    }

    private Map<TopicPartition, Long> ends(List<String> topics) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> question = new HashMap<>();
        get(admin.describeTopics(topics).allTopicNames()).forEach((name, topic) -> topic.partitions()
                .forEach(partition ->
                        question.put(new TopicPartition(name, partition.partition()), OffsetSpec.latest())));
        Map<TopicPartition, Long> ends = new HashMap<>();
        get(admin.listOffsets(question, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .all())
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private void await(String group, Map<TopicPartition, Long> ends, String failure) throws InterruptedException {
        long waitedSince = System.nanoTime();
        Map<TopicPartition, Long> before = Map.of();
        while (true) {
            Map<TopicPartition, Long> committed = committed(group);
            if (isPast(committed, ends)) {
                return;
            }
            if (!committed.equals(before)) {
                before = committed;
                waitedSince = System.nanoTime();
            } else if (System.nanoTime() - waitedSince > PATIENCE.toNanos()) {
                throw new IllegalStateException(failure + " (consumer group " + group + ")");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
    }

    private boolean isPast(Map<TopicPartition, Long> committed, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> behind = new HashMap<>();
        ends.forEach((partition, end) -> {
            long done = committed.getOrDefault(partition, 0L);
            if (done < end) {
                behind.put(partition, done);
            }
        });
        return behind.isEmpty() || !unread.existBetween(behind, ends);
    }

    private Map<TopicPartition, Long> committed(String group) throws InterruptedException {
        Map<TopicPartition, Long> committed = new HashMap<>();
        get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach((partition, offset) -> committed.put(partition, offset.offset()));
        return committed;
    }

    private static <T> T get(KafkaFuture<T> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka does not answer as it should: " + e.getCause(), e);
        }
    }
}
