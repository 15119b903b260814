package io.market1s.resample.stream;

import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Where the input partitions ended at one moment. Everything that Kafka had acknowledged by then is below these offsets.
 *
 * @param asked when the broker was asked, by our clock; the answer may be newer, never older
 * @param ends the offset after the last record of each partition
 * @param done up to which offset nothing is left to process for whoever starts now: what the application has committed,
 *     or the partition's first offset
 */
public record LogEnds(Instant asked, Map<TopicPartition, Long> ends, Map<TopicPartition, Long> done) {
    public LogEnds {
        ends = Map.copyOf(ends);
        done = Map.copyOf(done);
    }
}
