package io.market1s.resample.rebuild;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;

/**
 * What rebuilds leave in Kafka: each its consumer group and its changelog. Only what belongs to a group without members
 * is removed; another rebuild may be running.
 */
final class Leftovers {
    private final Admin admin;
    private final String prefix;

    /**
     * Looks for leftovers of applications with this prefix.
     *
     * @param admin used, not closed
     */
    Leftovers(Admin admin, String prefix) {
        this.admin = admin;
        this.prefix = prefix;
    }

    void remove() throws InterruptedException {
        List<String> groups = RawLog.get(admin.listGroups().all()).stream()
                .map(GroupListing::groupId)
                .filter(group -> group.startsWith(prefix))
                .toList();
        Set<String> running = new HashSet<>();
        List<String> ended = new ArrayList<>();
        for (ConsumerGroupDescription group :
                RawLog.get(admin.describeConsumerGroups(groups).all()).values()) {
            if (group.members().isEmpty()) {
                ended.add(group.groupId());
            } else {
                running.add(group.groupId());
            }
        }
        List<String> topics = RawLog.get(admin.listTopics().names()).stream()
                .filter(topic -> topic.startsWith(prefix) && running.stream().noneMatch(topic::startsWith))
                .toList();
        RawLog.get(admin.deleteTopics(topics).all());
        RawLog.get(admin.deleteConsumerGroups(ended).all());
    }
}
