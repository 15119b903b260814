package io.market1s.ingest.kafka;

import io.market1s.ingest.status.Count;
import io.market1s.ingest.status.IngestCounters;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Hands records to Kafka; every record gets its answer, also one that Kafka refuses at once. Thread-safe. */
public final class RawWriter {
    private final Producer<@Nullable String, byte[]> producer;
    private final IngestCounters counters;
    private final Consumer<Throwable> fatal;
    private final OutageLog outages = new OutageLog();

    /**
     * A writer over a producer that its maker closes.
     *
     * @param fatal told when the producer is in a state that it does not leave any more
     */
    public RawWriter(Producer<@Nullable String, byte[]> producer, IngestCounters counters, Consumer<Throwable> fatal) {
        this.producer = producer;
        this.counters = counters;
        this.fatal = fatal;
    }

    /**
     * Writes a record; waits while Kafka's buffer is full, up to {@code max.block.ms}.
     *
     * @param answered gets null once all replicas in sync have the record, else why they have not; on the producer's
     *     thread or on this one
     */
    public void write(ProducerRecord<@Nullable String, byte[]> record, Consumer<@Nullable Exception> answered) {
        try {
            @SuppressWarnings("unused") // The callback gets the same answer.
            Future<RecordMetadata> answer =
                    producer.send(record, (metadata, failure) -> settle(record, failure, answered));
        } catch (KafkaException | IllegalStateException e) {
            // The callback is told of what may pass. What is thrown stays: not authorized, fenced, closed.
            settle(record, e, answered);
            fatal.accept(e);
        }
    }

    /** Gives a record up that came too late to be written. */
    public void giveUp(ProducerRecord<@Nullable String, byte[]> record, Consumer<@Nullable Exception> answered) {
        settle(record, new TimeoutException("it has waited too long for Kafka"), answered);
    }

    private void settle(
            ProducerRecord<@Nullable String, byte[]> record,
            @Nullable Exception failure,
            Consumer<@Nullable Exception> answered) {
        if (failure != null) {
            counters.add(Count.LOST, 1);
        }
        outages.answered(record.topic(), failure);
        answered.accept(failure);
    }
}
