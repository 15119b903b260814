package io.market1s.resample.rebuild;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What rebuilds leave in Kafka that are stopped: each its consumer group and its changelog. */
final class Leftovers {
    /** Kafka gives a killed instance up after ten seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final long LOOK_EVERY_MILLIS = 500;
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    private final Admin admin;

    /**
     * Looks by this client.
     *
     * @param admin used, not closed
     */
    Leftovers(Admin admin) {
        this.admin = admin;
    }

    /**
     * Where a rebuild that was stopped goes on; empty if it has to begin anew: it was never begun, or retention has cut the
     * log behind it.
     *
     * @throws IllegalStateException if it is running
     */
    Optional<Map<TopicPartition, Long>> goesOnFrom(String applicationId, Map<TopicPartition, Long> heads)
            throws InterruptedException {
        if (!groups(applicationId).contains(applicationId)) {
            return Optional.empty();
        }
        awaitEnded(applicationId);
        Map<TopicPartition, Long> committed = new HashMap<>();
        RawLog.get(admin.listConsumerGroupOffsets(applicationId).partitionsToOffsetAndMetadata())
                .forEach((partition, offset) -> committed.put(partition, offset.offset()));
        boolean whole = heads.entrySet().stream()
                .allMatch(head -> committed.getOrDefault(head.getKey(), -1L) >= head.getValue());
        return whole ? Optional.of(committed) : Optional.empty();
    }

    private void awaitEnded(String applicationId) throws InterruptedException {
        long since = System.nanoTime();
        boolean told = false;
        while (!running(List.of(applicationId)).isEmpty()) {
            if (System.nanoTime() - since > PATIENCE.toNanos()) {
                throw new IllegalStateException("this rebuild is already running (consumer group " + applicationId
                        + "); wait for it to end, or stop it first");
            }
            if (!told) {
                LOG.info("the same rebuild runs, or was killed just now; waiting up to {} s", PATIENCE.toSeconds());
                told = true;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
    }

    /** Removes what applications with this prefix have left that have ended. */
    void remove(String prefix) throws InterruptedException {
        List<String> groups = groups(prefix);
        Set<String> running = running(groups);
        List<String> ended = new ArrayList<>(groups);
        ended.removeAll(running);
        List<String> topics = RawLog.get(admin.listTopics().names()).stream()
                .filter(topic -> topic.startsWith(prefix) && running.stream().noneMatch(topic::startsWith))
                .toList();
        RawLog.get(admin.deleteTopics(topics).all());
        RawLog.get(admin.deleteConsumerGroups(ended).all());
    }

    private List<String> groups(String prefix) throws InterruptedException {
        return RawLog.get(admin.listGroups().all()).stream()
                .map(GroupListing::groupId)
                .filter(group -> group.startsWith(prefix))
                .toList();
    }

    private Set<String> running(List<String> groups) throws InterruptedException {
        Set<String> running = new HashSet<>();
        for (ConsumerGroupDescription group :
                RawLog.get(admin.describeConsumerGroups(groups).all()).values()) {
            if (!group.members().isEmpty()) {
                running.add(group.groupId());
            }
        }
        return running;
    }
}
