package io.market1s.ingest.feed;

import io.market1s.data.EventTimes;
import io.market1s.data.Heartbeat;
import io.market1s.data.Withdrawn;
import io.market1s.ingest.kafka.RawRecords;
import io.market1s.ingest.kafka.RawWriter;
import io.market1s.ingest.status.Count;
import io.market1s.ingest.status.IngestCounters;
import io.market1s.ingest.status.LiveView;
import io.market1s.ingest.time.ExchangeClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
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

    /** Of a record that no heartbeat waits for. */
    private static final long NO_NUMBER = -1;

    private final FeedCoverage coverage;
    private final RawRecords records;
    private final RawWriter writer;
    private final IngestCounters counters;
    private final LiveView view;
    private final ExchangeClock exchangeClock;
    private final Duration horizon;
    private final InstantSource clock;
    private final Runnable wake;
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private long unanswered;
    /** How many seconds the feed has vouched for. Written by the publishing thread only. */
    private final AtomicInteger seconds = new AtomicInteger();
    /** When the connection was open, by the monotonic clock; before, when it was begun. */
    private volatile long opened;

    private record Answer(long number, boolean stored, Runnable ifLost) {}

    Delivery(FeedCoverage coverage, Feed.Parts parts, Runnable wake) {
        this.coverage = coverage;
        this.records = parts.records();
        this.writer = parts.writer();
        this.counters = parts.counters();
        this.view = parts.view();
        this.exchangeClock = parts.exchangeClock();
        this.horizon = parts.horizon();
        this.clock = parts.clock();
        this.opened = parts.nanoTime().getAsLong();
        this.wake = wake;
    }

    /** Whether the feed has vouched for so many seconds that every row is complete by it alone. Any thread. */
    boolean isEstablished() {
        return seconds.get() >= ESTABLISHED;
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
        if (received.plus(EventTimes.MAX_WAIT).isBefore(clock.instant())) {
            writer.giveUp(record, answered);
        } else {
            writer.write(record, answered);
        }
    }

    /** The connection is open since then, by the monotonic clock. Any thread. */
    void opened(long nanos) {
        opened = nanos;
    }

    /**
     * Takes back the heartbeats of a market from a time on, not further back than the horizon: nothing can change older
     * rows. It is tried until Kafka has it.
     */
    void withdraw(String code, Instant from, String reason) {
        Instant until = coverage.vouched();
        if (until == null || !from.isBefore(until)) {
            return;
        }
        Instant reached = until.minus(horizon);
        write(new Withdrawn(code, coverage.feed(), from.isAfter(reached) ? from : reached, until, reason));
    }

    private void write(Withdrawn withdrawn) {
        unanswered++;
        writer.write(records.evidence(withdrawn, withdrawn.feed(), clock.instant()), failure -> {
            answers.add(new Answer(NO_NUMBER, true, failure == null ? () -> {} : () -> write(withdrawn)));
            wake.run();
        });
    }

    /** Takes Kafka's answers into account and writes the heartbeats that have become due. */
    void settle() {
        for (Answer answer = answers.poll(); answer != null; answer = answers.poll()) {
            unanswered--;
            if (answer.number() == NO_NUMBER) {
                answer.ifLost().run();
            } else if (answer.stored()) {
                coverage.acknowledged(answer.number());
            } else {
                coverage.failed(answer.number());
                answer.ifLost().run();
            }
        }
        Instant since = exchangeClock.at(opened);
        if (since == null) {
            return;
        }
        List<Heartbeat> due = coverage.due(since);
        if (!due.isEmpty()) {
            seconds.addAndGet(
                    (int) due.stream().map(Heartbeat::second).distinct().count());
            due.forEach(this::write);
        }
    }

    private void write(Heartbeat heartbeat) {
        writer.write(records.evidence(heartbeat, heartbeat.feed(), clock.instant()), failure -> {
            if (failure == null) {
                counters.add(Count.HEARTBEATS, 1);
                view.acknowledged(heartbeat.symbol(), heartbeat.second());
            }
        });
    }
}
