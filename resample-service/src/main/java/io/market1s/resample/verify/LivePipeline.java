package io.market1s.resample.verify;

import io.market1s.data.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** How far the live resampler and the sink are, as their committed offsets tell. */
final class LivePipeline {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_EVERY_MILLIS = 200;

    private final Admin admin;
    private final String resampler;
    private final String sink;
    private final InstantSource clock;

    /**
     * Looks by this client.
     *
     * @param admin used, not closed
     * @param resampler the live application
     * @param sink the sink's consumer group
     */
    LivePipeline(Admin admin, String resampler, String sink, InstantSource clock) {
        this.admin = admin;
        this.resampler = resampler;
        this.sink = sink;
        this.clock = clock;
    }

    /**
     * Waits until what was made of the raw records below these offsets is in the table.
     *
     * @throws IllegalStateException if it does not get there, with the remedy
     */
    void awaitInTable(Map<TopicPartition, Long> rawEnds) throws InterruptedException {
        await(resampler, rawEnds, "the live resampler has not processed the raw log; is it running?");
        await(sink, barEnds(), "the sink has not written every bar; is it running?");
    }

    private Map<TopicPartition, Long> barEnds() throws InterruptedException {
        try {
            Map<TopicPartition, OffsetSpec> question = new HashMap<>();
            admin.describeTopics(java.util.List.of(Topics.MARKET_1S))
                    .allTopicNames()
                    .get()
                    .forEach((name, topic) -> topic.partitions()
                            .forEach(partition -> question.put(
                                    new TopicPartition(name, partition.partition()), OffsetSpec.latest())));
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(question, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get()
                    .forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka does not answer as it should: " + e.getCause(), e);
        }
    }

    private void await(String group, Map<TopicPartition, Long> ends, String failure) throws InterruptedException {
        Instant deadline = clock.instant().plus(PATIENCE);
        while (!isPast(group, ends)) {
            if (clock.instant().isAfter(deadline)) {
                throw new IllegalStateException(failure + " (consumer group " + group + ")");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
    }

    private boolean isPast(String group, Map<TopicPartition, Long> ends) throws InterruptedException {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return ends.entrySet().stream().allMatch(end -> {
                OffsetAndMetadata offset = committed.get(end.getKey());
                return end.getValue() == 0 || (offset != null && offset.offset() >= end.getValue());
            });
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka does not answer as it should: " + e.getCause(), e);
        }
    }
}
