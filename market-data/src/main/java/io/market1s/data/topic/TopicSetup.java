package io.market1s.data.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the topics that are missing and refuses partition counts that would split a symbol. */
public final class TopicSetup {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long LOOK_EVERY_MILLIS = 50;
    private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);

    private final Admin admin;

    public TopicSetup(Admin admin) {
        this.admin = admin;
    }

    /**
     * Creates what does not exist yet. Existing topics are left as they are; several processes may call this at once.
     *
     * @param partitions of each topic; the same for all, and never changed afterwards
     * @param replication copies of each partition, or -1 for the broker's default
     * @throws IllegalStateException if an existing topic has another number of partitions, or Kafka refuses
     */
    public void ensure(List<TopicSpec> topics, int partitions, short replication) throws InterruptedException {
        List<NewTopic> missing = missing(topics).stream()
                .map(topic -> new NewTopic(topic.name(), partitions, replication).configs(topic.configs()))
                .toList();
        admin.createTopics(missing).values().forEach((name, created) -> {
            try {
                created.get();
                LOG.atInfo().addKeyValue("topic", name).log("created a topic of {} partitions", partitions);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw new IllegalStateException("cannot create topic " + name + ": " + message(e), e.getCause());
                }
            }
        });
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        check(topics, partitions);
    }

    /** Kafka refuses to create a topic to somebody without the right before it says that the topic exists. */
    private List<TopicSpec> missing(List<TopicSpec> topics) throws InterruptedException {
        List<TopicSpec> missing = new ArrayList<>();
        for (TopicSpec topic : topics) {
            try {
                admin.describeTopics(List.of(topic.name())).allTopicNames().get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw new IllegalStateException(
                            "cannot describe topic " + topic.name() + ": " + message(e), e.getCause());
                }
                missing.add(topic);
            }
        }
        return missing;
    }

    private void check(List<TopicSpec> topics, int partitions) throws InterruptedException {
        Map<String, TopicDescription> found = describe(names(topics));
        List<String> wrong = new ArrayList<>();
        found.forEach((name, topic) -> {
            if (topic.partitions().size() != partitions) {
                wrong.add(name + " has " + topic.partitions().size());
            }
        });
        if (!wrong.isEmpty()) {
            throw new IllegalStateException("topics must have " + partitions + " partitions, but " + wrong
                    + "; set PARTITIONS to what exists: the number never changes, because keys would move");
        }
    }

    /** A broker may not know yet what the controller has just created. */
    private Map<String, TopicDescription> describe(List<String> names) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return admin.describeTopics(names).allTopicNames().get();
            } catch (ExecutionException e) {
                boolean unknown = e.getCause() instanceof UnknownTopicOrPartitionException;
                if (!unknown || System.nanoTime() > deadline) {
                    throw new IllegalStateException("cannot describe the topics: " + message(e), e.getCause());
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            }
        }
    }

    private static List<String> names(List<TopicSpec> topics) {
        return topics.stream().map(TopicSpec::name).toList();
    }

    private static String message(ExecutionException e) {
        return String.valueOf(
                e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
    }
}
