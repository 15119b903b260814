package io.market1s.dashboard;

import io.market1s.dashboard.board.RowsSeen;
import io.market1s.dashboard.live.Publication;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** The metrics of the dashboard, above all how late rows become visible. Thread-safe. */
final class DashboardMetrics implements RowsSeen {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(550),
        Duration.ofMillis(600),
        Duration.ofMillis(750),
        Duration.ofSeconds(1),
        Duration.ofMillis(1500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5)
    };

    /** After the database was away for this long, the rows that are seen first say nothing about their lag. */
    private static final Duration MOST_AT_ONCE = Duration.ofHours(1);

    private final Timer lag;
    private final Timer polls;
    private volatile Publication latest = Publication.NOTHING;

    DashboardMetrics(MeterRegistry registry, Supplier<Number> viewers) {
        lag = Timer.builder("market1s.row.visible.lag")
                .description("From a second's end until its row was first seen in PostgreSQL")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        polls = Timer.builder("market1s.dashboard.poll")
                .description("What a poll of PostgreSQL took, failed ones included")
                .register(registry);
        Gauge.builder("market1s.dashboard.viewers", viewers)
                .description("How many have the page open")
                .register(registry);
        Gauge.builder("market1s.dashboard.database.readable", () -> latest.isReadable() ? 1 : 0)
                .description("Whether the last poll could read PostgreSQL")
                .register(registry);
        Gauge.builder("market1s.symbols", () -> latest.board().symbols().size())
                .description("Symbols that have rows")
                .register(registry);
        Gauge.builder("market1s.symbols.late", () -> latest.count(state -> state.isLate(latest.now())))
                .description("Symbols whose next row is more than 5 s late, without those that ended")
                .register(registry);
        Gauge.builder("market1s.symbols.incomplete", () -> latest.count(state -> state.incompleteSince() != null))
                .description("Symbols whose newest row is not complete")
                .register(registry);
    }

    @Override
    public void seen(String symbol, Instant after, Instant newest, Instant now) {
        Instant from = newest.minus(MOST_AT_ONCE).isAfter(after) ? newest.minus(MOST_AT_ONCE) : after;
        for (Instant ts = newest; ts.isAfter(from); ts = ts.minusSeconds(1)) {
            lag.record(Duration.between(ts, now));
        }
    }

    /** Takes note of a poll. */
    void polled(Publication publication, Duration took) {
        latest = publication;
        polls.record(took);
    }
}
