package io.market1s.local.run;

import io.market1s.data.topic.Topics;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The last second of a stopped pipeline whose row is decided: the one before the newest that is in the table or was
 * covered, because a row's completeness follows from the second after it.
 */
public final class LastSecond {
    private LastSecond() {}

    /**
     * Looks it up.
     *
     * @throws IllegalStateException if there is none
     */
    public static Instant of(Access access) throws SQLException, ExecutionException, InterruptedException {
        Instant last = Instant.MIN;
        for (Instant time : new Instant[] {newestRow(access), newestHeartbeat(access)}) {
            last = time != null && time.isAfter(last) ? time : last;
        }
        if (last.equals(Instant.MIN)) {
            throw new IllegalStateException(
                    "the data folder holds no row and no heartbeat; run ./market-1s demo or up on it first");
        }
        return last.minusSeconds(1);
    }

    private static @Nullable Instant newestRow(Access access) throws SQLException {
        try (Connection connection = access.connectAsReader();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT max(ts) FROM market_1s")) {
            result.next();
            OffsetDateTime ts = result.getObject(1, OffsetDateTime.class);
            return ts == null ? null : ts.toInstant();
        }
    }

    /** A heartbeat's timestamp is the second that it vouches for. */
    private static @Nullable Instant newestHeartbeat(Access access) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> question = new HashMap<>();
        for (int partition = 0; partition < Servers.PARTITIONS; partition++) {
            question.put(new TopicPartition(Topics.HEARTBEAT, partition), OffsetSpec.maxTimestamp());
        }
        return access.admin().listOffsets(question).all().get().values().stream()
                .filter(found -> found.offset() >= 0)
                .map(found -> Instant.ofEpochMilli(found.timestamp()))
                .max(Instant::compareTo)
                .orElse(null);
    }
}
