package io.market1s.resample.stream;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a task has read its partitions: in offsets, and, where they show it, in time. Not thread-safe.
 *
 * <p>A processor does not see where a log ends: an empty partition and one whose records have not come yet look alike.
 * Only the broker's answer about the ends of the logs, compared with what was processed, tells them apart.
 */
final class TaskProgress {
    private final Map<TopicPartition, Partition> partitions = new HashMap<>();
    private Instant currentAt = Instant.MIN;

    TaskProgress(Collection<TopicPartition> inputs) {
        inputs.forEach(input -> partitions.put(input, new Partition()));
    }

    /** Notes that a record was processed. */
    void processed(TopicPartition input, long offset, Instant timestamp) {
        Partition partition = partitions.get(input);
        if (partition == null) {
            throw new IllegalArgumentException(input + " is not an input of this task " + partitions.keySet());
        }
        partition.next = Math.max(partition.next, offset + 1);
        if (timestamp.isAfter(partition.readUpTo)) {
            partition.readUpTo = timestamp;
        }
    }

    /** Compares the ends of the logs with what was processed. */
    void compare(LogEnds logEnds) {
        boolean allProcessed = true;
        for (Map.Entry<TopicPartition, Partition> input : partitions.entrySet()) {
            Long end = logEnds.ends().get(input.getKey());
            Partition partition = input.getValue();
            long done = Math.max(partition.next, logEnds.done().getOrDefault(input.getKey(), 0L));
            if (end == null || done < end) {
                allProcessed = false;
            } else if (logEnds.asked().isAfter(partition.readUpTo)) {
                partition.readUpTo = logEnds.asked();
            }
        }
        if (allProcessed && logEnds.asked().isAfter(currentAt)) {
            currentAt = logEnds.asked();
        }
    }

    /** The latest moment of which is known that everything the logs held then is processed. */
    Instant currentAt() {
        return currentAt;
    }

    /** The moment up to which every partition was read, by the records' timestamps or because its end was reached. */
    Instant readUpTo() {
        return partitions.values().stream()
                .map(partition -> partition.readUpTo)
                .min(Instant::compareTo)
                .orElse(Instant.MIN);
    }

    private static final class Partition {
        long next;
        Instant readUpTo = Instant.MIN;
    }
}
