package io.market1s.local.capture;

import io.market1s.data.topic.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** The raw topics that travel in captures: all but the quarantine. */
public final class RawTopics {
    /** Their names. */
    public static final List<String> NAMES =
            Stream.concat(Topics.RESAMPLED.stream(), Stream.of(Topics.TICKER)).toList();

    private final Admin admin;
    private final List<TopicPartition> partitions = new ArrayList<>();

    /**
     * The topics of a Kafka.
     *
     * @param admin used, not closed
     * @param partitionCount of each topic
     */
    public RawTopics(Admin admin, int partitionCount) {
        this.admin = admin;
        for (String name : NAMES) {
            for (int partition = 0; partition < partitionCount; partition++) {
                partitions.add(new TopicPartition(name, partition));
            }
        }
    }

    /** All partitions. */
    public List<TopicPartition> partitions() {
        return List.copyOf(partitions);
    }

    /** How many records they hold. */
    public long records() throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> heads = offsets(OffsetSpec.earliest());
        return offsets(OffsetSpec.latest()).entrySet().stream()
                .mapToLong(end -> end.getValue() - heads.getOrDefault(end.getKey(), 0L))
                .sum();
    }

    /** Lets no record go by its age: what is imported may be years old. */
    public void keepForEver() throws ExecutionException, InterruptedException {
        Collection<AlterConfigOp> unlimited =
                List.of(new AlterConfigOp(new ConfigEntry("retention.ms", "-1"), AlterConfigOp.OpType.SET));
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        NAMES.forEach(name -> changes.put(new ConfigResource(ConfigResource.Type.TOPIC, name), unlimited));
        admin.incrementalAlterConfigs(changes).all().get();
    }

    private Map<TopicPartition, Long> offsets(OffsetSpec spec) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> question = new HashMap<>();
        partitions.forEach(partition -> question.put(partition, spec));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        admin.listOffsets(question).all().get().forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }
}
