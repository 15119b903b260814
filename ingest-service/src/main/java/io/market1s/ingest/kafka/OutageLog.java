package io.market1s.ingest.kafka;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says when Kafka begins to refuse records and when it takes them again: two lines an outage. Thread-safe. */
final class OutageLog {
    private static final Logger LOG = LoggerFactory.getLogger(OutageLog.class);

    private long lost;
    private volatile boolean failing;

    /** Notes the answer to one record. */
    void answered(String topic, @Nullable Exception failure) {
        if (failure != null) {
            failed(topic, failure);
        } else if (failing) {
            recovered();
        }
    }

    private synchronized void failed(String topic, Exception failure) {
        lost++;
        if (!failing) {
            failing = true;
            LOG.atError()
                    .addKeyValue("topic", topic)
                    .setCause(failure)
                    .log("Kafka does not take records; the seconds of these records are incomplete");
        }
    }

    private synchronized void recovered() {
        if (failing) {
            failing = false;
            LOG.warn("Kafka takes records again; {} were lost", lost);
            lost = 0;
        }
    }
}
