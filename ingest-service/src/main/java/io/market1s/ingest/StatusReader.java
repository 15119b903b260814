package io.market1s.ingest;

import io.market1s.ingest.status.ClockDifference;
import io.market1s.ingest.status.ClockWatch;
import io.market1s.ingest.status.IngestCounters;
import io.market1s.ingest.status.LiveView;
import io.market1s.ingest.status.StatusReport;
import io.market1s.ingest.subscription.Subscribers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gathers from its parts how an ingest does, and logs it. Only one thread may {@link #log()}. */
final class StatusReader {
    private static final Logger LOG = LoggerFactory.getLogger(StatusReader.class);

    private final IngestCounters counters;
    private final LiveView view;
    private final ClockDifference clockDifference;
    private final ClockWatch clockWatch;
    private final Subscribers subscribers;
    private final InstantSource clock;

    StatusReader(
            IngestCounters counters,
            LiveView view,
            ClockDifference clockDifference,
            Subscribers subscribers,
            InstantSource clock) {
        this.counters = counters;
        this.view = view;
        this.clockDifference = clockDifference;
        this.clockWatch = new ClockWatch(clockDifference);
        this.subscribers = subscribers;
        this.clock = clock;
    }

    IngestStatus read() {
        Set<String> codes = subscribers.codes();
        Set<String> unserved = view.unserved();
        unserved.retainAll(codes);
        Map<String, Instant> heartbeats = view.heartbeats();
        heartbeats.keySet().retainAll(codes);
        return new IngestStatus(
                counters.snapshot(),
                codes,
                unserved,
                subscribers.status(),
                Optional.ofNullable(view.evidence()),
                clockDifference.over(clock.instant()),
                heartbeats);
    }

    void log() {
        Instant now = clock.instant();
        StatusReport.symbols(subscribers.codes().stream().sorted().toList(), view)
                .forEach(LOG::info);
        LOG.info("{} {}", StatusReport.totals(counters.snapshot()), StatusReport.clock(clockDifference.over(now)));
        clockWatch.look(now);
    }
}
