package io.market1s.ingest;

import io.market1s.ingest.feed.Publishers;
import io.market1s.ingest.status.IngestCounters;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How an ingest does, as gauges. What is not known is NaN. */
final class IngestMetrics implements MeterBinder {
    private final Supplier<IngestStatus> status;
    private final Publishers publishers;
    private final InstantSource clock;

    IngestMetrics(Supplier<IngestStatus> status, Publishers publishers, InstantSource clock) {
        this.status = status;
        this.publishers = publishers;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        number(registry, "symbols", "Markets subscribed to.", now -> now.symbols()
                .size());
        number(registry, "unserved.symbols", "Markets for which the exchange sends nothing.", now -> now.unserved()
                .size());
        number(registry, "unusable.symbols", "Selected markets whose codes cannot be followed.", now -> now.unusable()
                .size());
        number(
                registry,
                "unaccounted.symbols",
                "Markets of which tickers tell more volume than trades came.",
                now -> now.unaccounted().size());
        number(registry, "connections", "WebSockets that are open.", now -> now.counts()
                .openConnections());
        seconds(registry, "connection.age", "Age of the youngest open connection.", now -> now.connections().stream()
                .flatMap(connection -> connection.age().stream())
                .min(Comparator.naturalOrder()));
        seconds(
                registry,
                "evidence.age",
                "Since a connection was last proven alive, of the one for which it is longest.",
                now -> since(now.connections().stream().flatMap(connection -> connection.provenAt().stream())));
        seconds(
                registry,
                "clock.difference",
                "How far our clock is ahead of the exchange's, the shortest way of a frame included.",
                IngestStatus::clockDifference);
        seconds(
                registry,
                "heartbeat.age",
                "Since the end of the second up to which every symbol has its heartbeats in Kafka.",
                now -> since(now.coveredTo().stream()));
        gauge(registry, "buffered", "Received, and not yet taken by Kafka's producer.", "bytes", publishers::waiting);
        gauge(
                registry,
                "buffer",
                "How much may be buffered; then a connection is given up.",
                "bytes",
                publishers::capacity);
    }

    private Optional<Duration> since(Stream<Instant> times) {
        return times.min(Comparator.naturalOrder()).map(time -> Duration.between(time, clock.instant()));
    }

    private void number(MeterRegistry registry, String name, String description, ToLongFunction<IngestStatus> value) {
        gauge(registry, name, description, null, () -> value.applyAsLong(status.get()));
    }

    private void seconds(
            MeterRegistry registry, String name, String description, Function<IngestStatus, Optional<Duration>> value) {
        gauge(registry, name, description, "seconds", () -> value.apply(status.get())
                .map(duration -> duration.toMillis() / 1e3)
                .orElse(Double.NaN));
    }

    private static void gauge(
            MeterRegistry registry, String name, String description, @Nullable String unit, Supplier<Number> value) {
        Gauge.builder(IngestCounters.PREFIX + name, value)
                .description(description)
                .baseUnit(unit)
                .register(registry);
    }
}
