package io.market1s.resample.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.utils.Utils;

/**
 * Tells which symbols belong to a partition: those whose keys Kafka's producers put there. A record elsewhere, of a
 * writer that places keys in another way, is read by a task that has nothing else of the symbol and would make rows
 * against those of the right one. Not thread-safe.
 */
final class HomePartition {
    private final int partition;
    private final int partitions;
    private final Set<String> known = new HashSet<>();

    /**
     * A partition of a topic.
     *
     * @param partitions how many the topic has
     */
    HomePartition(int partition, int partitions) {
        this.partition = partition;
        this.partitions = partitions;
    }

    /** Whether it is the symbol's. */
    boolean isOf(String symbol) {
        if (known.contains(symbol)) {
            return true;
        }
        return Utils.toPositive(Utils.murmur2(symbol.getBytes(UTF_8))) % partitions == partition && known.add(symbol);
    }
}
