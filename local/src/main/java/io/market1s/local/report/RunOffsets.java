package io.market1s.local.report;

import io.market1s.data.topic.Topics;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Where the topics ended when a run began, which is where the run begins in them. */
public final class RunOffsets {
    private final Admin admin;
    private final Map<TopicPartition, Long> begin;

    private RunOffsets(Admin admin, Map<TopicPartition, Long> begin) {
        this.admin = admin;
        this.begin = begin;
    }

    /** Reads where the topics end now. The caller closes the admin client. */
    public static RunOffsets now(Admin admin, int partitions) throws InterruptedException, ExecutionException {
        List<TopicPartition> all = Stream.of(
                        Topics.TRADE,
                        Topics.ORDERBOOK,
                        Topics.TICKER,
                        Topics.HEARTBEAT,
                        Topics.QUARANTINE,
                        Topics.MARKET_1S)
                .flatMap(topic -> IntStream.range(0, partitions).mapToObj(number -> new TopicPartition(topic, number)))
                .toList();
        return new RunOffsets(admin, ends(admin, all));
    }

    /** Where the run begins in some topics. */
    public Map<TopicPartition, Long> beginOf(String... topics) {
        List<String> wanted = List.of(topics);
        return begin.entrySet().stream()
                .filter(entry -> wanted.contains(entry.getKey().topic()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** How many records the run has written to a topic that no transaction writes to. */
    public long written(String topic) throws InterruptedException, ExecutionException {
        Map<TopicPartition, Long> from = beginOf(topic);
        return endOf(topic).entrySet().stream()
                .mapToLong(end -> end.getValue() - from.getOrDefault(end.getKey(), 0L))
                .sum();
    }

    /** Where some topics end now. */
    public Map<TopicPartition, Long> endOf(String... topics) throws InterruptedException, ExecutionException {
        return ends(admin, beginOf(topics).keySet());
    }

    private static Map<TopicPartition, Long> ends(Admin admin, Collection<TopicPartition> partitions)
            throws InterruptedException, ExecutionException {
        return admin
                .listOffsets(partitions.stream()
                        .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())))
                .all()
                .get()
                .entrySet()
                .stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }
}
