package io.market1s.resample.sink;

import io.market1s.data.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the sink has come, as Kafka knows it.
 *
 * @param done offsets of {@code market_1s} that are committed, all partitions together
 * @param left offsets behind them
 * @param deadLetters records ever written to the topic of what could not be used
 */
record SinkProgress(long done, long left, long deadLetters) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * Asks Kafka.
     *
     * @param group the sink's consumer group
     * @param partitions of each topic
     */
    static SinkProgress ask(Admin admin, String group, int partitions)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, Long> ends = ends(admin, Topics.MARKET_1S, partitions);
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        long done = 0;
        long left = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            OffsetAndMetadata offset = committed.get(end.getKey());
            long reached = offset == null ? 0 : offset.offset();
            done += reached;
            left += Math.max(0, end.getValue() - reached);
        }
        long deadLetters = ends(admin, Topics.MARKET_1S_ERRORS, partitions).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return new SinkProgress(done, left, deadLetters);
    }

    private static Map<TopicPartition, Long> ends(Admin admin, String topic, int partitions)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        Map<TopicPartition, OffsetSpec> question = new HashMap<>();
        all.forEach(partition -> question.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> answer = admin.listOffsets(
                        question, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        Map<TopicPartition, Long> ends = new HashMap<>();
        answer.forEach((partition, info) -> ends.put(partition, info.offset()));
        return ends;
    }
}
