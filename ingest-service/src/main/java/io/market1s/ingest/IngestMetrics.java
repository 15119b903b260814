package io.market1s.ingest;

import io.market1s.ingest.feed.Publishers;
import io.market1s.ingest.status.IngestCounters;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What an ingest counts and how it does, as meters. What is not known is NaN. */
final class IngestMetrics implements MeterBinder {
    private static final String PREFIX = "market1s.ingest.";

    private final IngestService service;
    private final InstantSource clock;

    IngestMetrics(IngestService service, InstantSource clock) {
        this.service = service;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        IngestCounters counters = service.counters();
        counters.frames.bindTo(registry);
        counters.quarantined.bindTo(registry);
        count(registry, "received.bytes", "Bytes of the exchange's messages.", counters.bytes);
        count(registry, "beyond.horizon.frames", "Frames too late to change their second.", counters.beyondHorizon);
        count(registry, "unasked.frames", "Frames of the pilot, which are not written.", counters.unasked);
        count(registry, "heartbeats", "Heartbeats that Kafka has.", counters.heartbeats);
        count(registry, "refusals", "Error frames of the exchange.", counters.refusals);
        count(registry, "reconnects", "Connections opened in place of a lost one.", counters.reconnects);
        count(registry, "silences", "Connections given up because nothing arrived.", counters.silences);
        count(registry, "overflows", "Connections given up because Kafka did not keep up.", counters.overflows);
        count(registry, "lost.records", "Records that Kafka did not take.", counters.lost);
        count(registry, "key.frames", "Snapshots that came when they were asked for.", counters.keyFrames);
        count(registry, "key.frames.missing", "Snapshots that were asked for in vain.", counters.keyFramesMissing);
        count(registry, "backfilled.trades", "Trades fetched over REST that Kafka has.", counters.backfilled);
        count(registry, "backfill.missed", "Gaps of a market that could not be filled.", counters.backfillMissed);

        gauge(registry, "symbols", "Markets subscribed to.", status -> status.symbols()
                .size());
        gauge(registry, "unserved.symbols", "Markets for which the exchange sends nothing.", status -> status.unserved()
                .size());
        gauge(registry, "connections", "WebSockets that are open.", status -> status.counts()
                .openConnections());
        seconds(registry, "connection.age", "Age of the youngest open connection.", status -> ages(status)
                .min(Comparator.naturalOrder()));
        seconds(
                registry,
                "evidence.age",
                "Since a connection was last proven alive, of the one for which it is longest.",
                status -> status.connections().stream()
                        .flatMap(connection -> connection.provenAt().stream())
                        .min(Comparator.naturalOrder())
                        .map(this::since));
        seconds(
                registry,
                "clock.difference",
                "How far our clock is ahead of the exchange's, the shortest way of a frame included.",
                IngestStatus::clockDifference);
        bytes(registry, "buffered", "Received, and not yet taken by Kafka's producer.", Publishers::waiting);
        bytes(registry, "buffer", "How much may be buffered; then a connection is given up.", Publishers::capacity);
        seconds(
                registry,
                "heartbeat.age",
                "Since the end of the second up to which every symbol has its heartbeats in Kafka.",
                status -> status.coveredTo().map(this::since));
    }

    private static Stream<Duration> ages(IngestStatus status) {
        return status.connections().stream().flatMap(connection -> connection.age().stream());
    }

    private Duration since(Instant time) {
        return Duration.between(time, clock.instant());
    }

    private static void count(MeterRegistry registry, String name, String description, LongAdder count) {
        FunctionCounter.builder(PREFIX + name, count, LongAdder::sum)
                .description(description)
                .register(registry);
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<IngestStatus> value) {
        Gauge.builder(PREFIX + name, service, asked -> value.applyAsDouble(asked.status()))
                .description(description)
                .register(registry);
    }

    private void bytes(MeterRegistry registry, String name, String description, ToDoubleFunction<Publishers> value) {
        Gauge.builder(PREFIX + name, service, asked -> value.applyAsDouble(asked.publishers()))
                .description(description)
                .baseUnit("bytes")
                .register(registry);
    }

    private void seconds(
            MeterRegistry registry, String name, String description, Function<IngestStatus, Optional<Duration>> value) {
        Gauge.builder(PREFIX + name, service, asked -> value.apply(asked.status())
                        .map(duration -> duration.toMillis() / 1e3)
                        .orElse(Double.NaN))
                .description(description)
                .baseUnit("seconds")
                .register(registry);
    }
}
