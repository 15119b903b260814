package io.market1s.resample.rebuild;

import io.market1s.data.topic.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks the broker about the resampled raw topics. Thread-safe. */
final class RawLog {
    private final Admin admin;

    /**
     * Asks by this client.
     *
     * @param admin used, not closed
     */
    RawLog(Admin admin) {
        this.admin = admin;
    }

    /**
     * All partitions of the resampled topics.
     *
     * @throws IllegalStateException if a topic does not exist or they are not equally partitioned
     */
    List<TopicPartition> partitions() throws InterruptedException {
        List<TopicPartition> partitions = new ArrayList<>();
        get(admin.describeTopics(Topics.RESAMPLED).allTopicNames()).forEach((name, topic) -> topic.partitions()
                .forEach(partition -> partitions.add(new TopicPartition(name, partition.partition()))));
        if (partitions.size() % Topics.RESAMPLED.size() != 0) {
            throw new IllegalStateException("the raw topics do not have the same number of partitions: " + partitions);
        }
        return partitions;
    }

    /** The offset after the last record of each partition. */
    Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) throws InterruptedException {
        return offsets(partitions, OffsetSpec.latest());
    }

    /** The offset of the first record of each partition. */
    Map<TopicPartition, Long> heads(Collection<TopicPartition> partitions) throws InterruptedException {
        return offsets(partitions, OffsetSpec.earliest());
    }

    /** The offset of the first record of each partition that takes effect at or after a time; its end if there is none. */
    Map<TopicPartition, Long> at(Collection<TopicPartition> partitions, Instant time) throws InterruptedException {
        Map<TopicPartition, Long> offsets = ends(partitions);
        ask(partitions, OffsetSpec.forTimestamp(Math.max(0, time.toEpochMilli())))
                .forEach((partition, found) -> {
                    if (found.offset() >= 0) {
                        offsets.put(partition, found.offset());
                    }
                });
        return offsets;
    }

    /** When the first record of each partition that has one takes effect. */
    Map<TopicPartition, Instant> headTimes(Collection<TopicPartition> partitions) throws InterruptedException {
        Map<TopicPartition, Instant> times = new HashMap<>();
        ask(partitions, OffsetSpec.forTimestamp(0)).forEach((partition, found) -> {
            if (found.offset() >= 0) {
                times.put(partition, Instant.ofEpochMilli(found.timestamp()));
            }
        });
        return times;
    }

    private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec spec)
            throws InterruptedException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        ask(partitions, spec).forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }

    private Map<TopicPartition, ListOffsetsResultInfo> ask(Collection<TopicPartition> partitions, OffsetSpec spec)
            throws InterruptedException {
        Map<TopicPartition, OffsetSpec> question = new HashMap<>();
        partitions.forEach(partition -> question.put(partition, spec));
        return get(admin.listOffsets(question, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all());
    }

    /** Kafka's answer, its refusal as an exception with a message for the user. */
    static <T> T get(org.apache.kafka.common.KafkaFuture<T> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof UnknownTopicOrPartitionException) {
                throw new IllegalStateException("there are no raw topics in this Kafka; nothing was ever ingested", e);
            }
            throw new IllegalStateException("Kafka does not answer as it should: " + cause.getMessage(), e);
        }
    }
}
