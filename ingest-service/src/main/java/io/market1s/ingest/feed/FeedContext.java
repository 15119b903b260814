package io.market1s.ingest.feed;

import io.market1s.ingest.kafka.RawRecords;
import io.market1s.ingest.kafka.RawWriter;
import io.market1s.ingest.status.IngestCounters;
import io.market1s.ingest.status.LiveView;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What all feeds of a process share.
 *
 * @param horizon also bounds how far back a heartbeat may reach: the resampler forgets what is older
 */
public record FeedContext(
        Duration horizon,
        FrameCheck check,
        RawRecords records,
        RawWriter writer,
        IngestCounters counters,
        LiveView view,
        InstantSource clock) {
    /**
     * How far the exchange can have been ahead of a frame's own timestamp when it sent it: books were measured up to
     * 650 ms late. A connection that was made in the middle of a second must not vouch for that second.
     */
    static final Duration MAX_LAG = Duration.ofSeconds(1);
}
