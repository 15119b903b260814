package io.market1s.resample.stream;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the raw records that were skipped: the first at once, then how many in a line every ten seconds, because one line for
 * each could fill a disk. Not thread-safe.
 */
final class SkippedRecords {
    private static final Logger LOG = LoggerFactory.getLogger(SkippedRecords.class);
    private static final Duration EVERY = Duration.ofSeconds(10);

    private long count;
    private String why = "";
    private @Nullable RecordMetadata where;
    private Instant next = Instant.MIN;

    /** A record was skipped. */
    void add(String reason, RecordMetadata record) {
        count++;
        why = reason;
        where = record;
    }

    /** Says what has not been said, if it is time to. */
    void tell(Instant now) {
        if (count > 0 && !now.isBefore(next)) {
            tell();
            next = now.plus(EVERY);
        }
    }

    /** Says what has not been said. */
    void tell() {
        RecordMetadata last = where;
        if (last == null) {
            return;
        }
        LOG.atWarn()
                .addKeyValue("topic", last.topic())
                .addKeyValue("partition", last.partition())
                .addKeyValue("offset", last.offset())
                .log("skipped {} raw records; the last one: {}", count, why);
        count = 0;
        where = null;
    }
}
