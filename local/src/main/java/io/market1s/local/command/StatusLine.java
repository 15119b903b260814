package io.market1s.local.command;

import io.market1s.local.report.LagProbe;
import io.market1s.local.run.Pipeline;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The line that a run writes every ten seconds. */
final class StatusLine {
    private StatusLine() {}

    /** How a run is doing, in one line for a person. */
    static String of(Pipeline.Status status, Instant now) {
        LagProbe.Seen seen = status.seen();
        String rows = seen.rows() == 0
                ? "no row yet"
                : "rows %d, newest %s, %s; trades %d; incomplete %d"
                        .formatted(seen.rows(), seen.newest(), lag(status, now), seen.trades(), seen.incomplete());
        String restarts = status.sinkRestarts() == 0 ? "" : "; sink restarts " + status.sinkRestarts();
        return now.truncatedTo(ChronoUnit.SECONDS) + "  " + rows + restarts;
    }

    private static String lag(Pipeline.Status status, Instant now) {
        return status.lag().count() == 0
                ? "no new row for %d s"
                        .formatted(Duration.between(status.seen().newest(), now).toSeconds())
                : "lag p50 %d ms, max %d ms"
                        .formatted(status.lag().p50(), status.lag().max());
    }
}
