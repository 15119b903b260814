package io.market1s.ingest;

import io.market1s.ingest.status.ClockWatch;
import io.market1s.ingest.status.IngestCounters;
import io.market1s.ingest.status.LiveView;
import io.market1s.ingest.status.StatusReport;
import io.market1s.ingest.subscription.Subscribers;
import io.market1s.ingest.time.CheckedClock;
import java.time.Instant;
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
    private final ClockWatch clockWatch = new ClockWatch();
    private final Subscribers subscribers;
    private final CheckedClock clock;

    StatusReader(IngestCounters counters, LiveView view, Subscribers subscribers, CheckedClock clock) {
        this.counters = counters;
        this.view = view;
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
                view.unusable(),
                view.unaccounted(),
                subscribers.status(),
                Optional.ofNullable(view.evidence()),
                clock.ahead(),
                heartbeats);
    }

    void log() {
        StatusReport.symbols(subscribers.codes().stream().sorted().toList(), view)
                .forEach(LOG::info);
        LOG.info(
                "{} {} {}",
                StatusReport.totals(counters.snapshot()),
                StatusReport.evidence(counters.snapshot(), view.unaccounted()),
                StatusReport.clock(clock.ahead()));
        clockWatch.look(clock.ahead());
    }
}
