package io.market1s.local.report;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far the sink has come, by the offsets that its consumer group commits once PostgreSQL has the rows. */
public final class SinkOffsets {
    private final Admin admin;
    private final String group;

    /** Progress of a sink connector. */
    public SinkOffsets(Admin admin, String connector) {
        this.admin = admin;
        this.group = "connect-" + connector;
    }

    /** Whether everything before these offsets is in PostgreSQL. */
    public boolean hasWritten(Map<TopicPartition, Long> offsets) throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        return offsets.entrySet().stream().allMatch(wanted -> {
            OffsetAndMetadata done = committed.get(wanted.getKey());
            return done != null && done.offset() >= wanted.getValue();
        });
    }
}
