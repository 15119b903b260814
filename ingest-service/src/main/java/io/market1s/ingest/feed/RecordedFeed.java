package io.market1s.ingest.feed;

import io.market1s.data.Heartbeat;
import io.market1s.ingest.exchange.Received;
import io.market1s.ingest.kafka.RawRecords;
import io.market1s.ingest.status.ClockDifference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The records that an ingest would have written, had it received the frames of a recording: by the same code, with the
 * recording's times. Pure; not thread-safe.
 */
public final class RecordedFeed {
    /** After a longer silence nobody can tell whether the recorder was still connected. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

    private final Set<String> codes;
    private final Duration horizon;
    private final boolean vouches;
    private final FrameCheck check = new FrameCheck();
    private final RawRecords records;

    private int feeds;
    private String feed = "";
    private @Nullable FeedCoverage coverage;
    private @Nullable Instant last;

    /**
     * A recording of one subscription.
     *
     * @param codes that it was subscribed to
     * @param vouches whether heartbeats are written for the seconds that it covered
     */
    public RecordedFeed(Set<String> codes, Duration horizon, boolean vouches) {
        this.codes = Set.copyOf(codes);
        this.horizon = horizon;
        this.vouches = vouches;
        this.records = new RawRecords(horizon);
    }

    /**
     * The records of the next message, in order: its own, and the heartbeats for which it is the evidence; none for one
     * that is not about a market. What is unusable comes as a record for the quarantine.
     *
     * @param received when the recorder got it
     */
    public List<ProducerRecord<@Nullable String, byte[]>> received(byte[] bytes, Instant received) {
        FeedCoverage current = coverageAt(received);
        Received message = new Received(bytes, received, true);
        FrameCheck.Verdict verdict = check.judge(message, codes);
        if (verdict instanceof FrameCheck.Verdict.Unusable unusable) {
            current.unreadable(unusable.label());
            return List.of(records.quarantined(unusable.label().code(), unusable.reason(), message, feed));
        }
        if (verdict instanceof FrameCheck.Verdict.FarAhead ahead) {
            current.farAhead(ahead.frame());
            String symbol = ahead.frame().event().symbol();
            return List.of(records.quarantined(symbol, ClockDifference.FAR_AHEAD, message, feed));
        }
        if (!(verdict instanceof FrameCheck.Verdict.Usable usable)) {
            return List.of();
        }
        List<ProducerRecord<@Nullable String, byte[]>> written = new ArrayList<>();
        written.add(records.frame(usable.frame().event(), message, feed));
        if (vouches) {
            current.frame(usable.frame());
            for (Heartbeat heartbeat : current.due()) {
                written.add(records.heartbeat(heartbeat, received));
            }
        }
        return written;
    }

    private FeedCoverage coverageAt(Instant received) {
        FeedCoverage current = coverage;
        Instant before = last;
        last = received;
        if (current == null || (before != null && received.isAfter(before.plus(LONGEST_SILENCE)))) {
            feed = "recording/" + ++feeds;
            current = new FeedCoverage(feed, codes, FeedCoverage.MAX_LAG, horizon);
            coverage = current;
        }
        return current;
    }
}
