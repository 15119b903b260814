package io.market1s.data.topic;

import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;

/** As much of a broker as creating topics needs. */
final class FakeAdmin {
    private final Map<String, NewTopic> topics = new TreeMap<>();
    private final Map<String, RuntimeException> refused = new HashMap<>();

    void refuse(String topic, RuntimeException reason) {
        refused.put(topic, reason);
    }

    Set<String> topics() {
        return topics.keySet();
    }

    NewTopic topic(String name) {
        return Objects.requireNonNull(topics.get(name), name);
    }

    Admin admin() {
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(),
                new Class<?>[] {Admin.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "createTopics" -> create((Collection<?>) arguments[0]);
                    case "describeTopics" -> describe((Collection<?>) arguments[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private CreateTopicsResult create(Collection<?> wanted) {
        Map<String, KafkaFuture<CreateTopicsResult.TopicMetadataAndConfig>> results = new HashMap<>();
        for (Object each : wanted) {
            NewTopic topic = (NewTopic) each;
            KafkaFutureImpl<CreateTopicsResult.TopicMetadataAndConfig> result = new KafkaFutureImpl<>();
            if (refused.containsKey(topic.name())) {
                result.completeExceptionally(refused.get(topic.name()));
            } else if (topics.putIfAbsent(topic.name(), topic) != null) {
                result.completeExceptionally(new TopicExistsException("exists"));
            } else {
                result.complete(null);
            }
            results.put(topic.name(), result);
        }
        return new CreateTopicsResult(results) {};
    }

    private DescribeTopicsResult describe(Collection<?> names) {
        Map<String, KafkaFuture<TopicDescription>> results = new HashMap<>();
        for (Object name : names) {
            KafkaFutureImpl<TopicDescription> result = new KafkaFutureImpl<>();
            NewTopic topic = topics.get(name.toString());
            if (topic == null) {
                result.completeExceptionally(new UnknownTopicOrPartitionException("unknown"));
            } else {
                result.complete(new TopicDescription(
                        topic.name(),
                        false,
                        IntStream.range(0, topic.numPartitions())
                                .mapToObj(i -> new TopicPartitionInfo(i, Node.noNode(), List.of(), List.of()))
                                .toList()));
            }
            results.put(name.toString(), result);
        }
        return new DescribeTopicsResult(null, results) {};
    }
}
