package io.market1s.ingest.feed;

import io.market1s.data.EventTimes;
import io.market1s.data.Heartbeat;
import io.market1s.ingest.status.Count;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Hands the records of one feed to Kafka and collects Kafka's answers. When they are in, it writes the heartbeats that
 * rest on them. One publishing thread calls it; Kafka's answers come on the producer's thread.
 */
final class Delivery {
    /** A row needs its second and the next; and the markets of a feed do not all begin in the same second. */
    private static final int ESTABLISHED = 4;

    private final FeedCoverage coverage;
    private final Feed.Parts parts;
    private final Runnable wake;
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private long unanswered;
    /** How many seconds the feed has vouched for. */
    private int seconds;

    private volatile boolean established;

    private record Answer(long number, boolean stored, Runnable ifLost) {}

    Delivery(FeedCoverage coverage, Feed.Parts parts, Runnable wake) {
        this.coverage = coverage;
        this.parts = parts;
        this.wake = wake;
    }

    /** Whether the feed has vouched for so many seconds that every row is complete by it alone. Any thread. */
    boolean isEstablished() {
        return established;
    }

    /** Whether every record was answered. */
    boolean isSettled() {
        return unanswered == 0;
    }

    /**
     * Writes a record, unless its message has waited for too long: the resampler counts on it that a message does not come
     * later than a producer may hold it back.
     */
    void write(ProducerRecord<@Nullable String, byte[]> record, Instant received, Runnable ifLost) {
        long number = coverage.handedToKafka();
        unanswered++;
        Consumer<@Nullable Exception> answered = failure -> {
            answers.add(new Answer(number, failure == null, ifLost));
            wake.run();
        };
        if (received.plus(EventTimes.MAX_WAIT).isBefore(parts.clock().instant())) {
            parts.writer().giveUp(record, answered);
        } else {
            parts.writer().write(record, answered);
        }
    }

    /** Takes Kafka's answers into account and writes the heartbeats that have become due. */
    void settle() {
        for (Answer answer = answers.poll(); answer != null; answer = answers.poll()) {
            unanswered--;
            if (answer.stored()) {
                coverage.acknowledged(answer.number());
            } else {
                coverage.failed(answer.number());
                answer.ifLost().run();
            }
        }
        List<Heartbeat> due = coverage.due();
        if (!due.isEmpty()) {
            seconds += (int) due.stream().map(Heartbeat::second).distinct().count();
            established = seconds >= ESTABLISHED;
            due.forEach(this::write);
        }
    }

    private void write(Heartbeat heartbeat) {
        parts.writer().write(parts.records().heartbeat(heartbeat, parts.clock().instant()), failure -> {
            if (failure == null) {
                parts.counters().add(Count.HEARTBEATS, 1);
                parts.view().acknowledged(heartbeat.symbol(), heartbeat.second());
            }
        });
    }
}
