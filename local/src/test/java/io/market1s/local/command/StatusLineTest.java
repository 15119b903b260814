package io.market1s.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.local.report.LagProbe;
import io.market1s.local.report.Lags;
import io.market1s.local.run.Pipeline;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StatusLineTest {
    private static final Instant NEWEST = Instant.parse("2026-02-16T07:00:00Z");

    @Test
    void saysThatThereIsNoRowYet() {
        assertThat(line(new LagProbe.Seen(0, 0, 0, Instant.EPOCH), new Lags.Percentiles(0, 0, 0, 0), 0))
                .isEqualTo("2026-02-16T07:00:12Z  no row yet");
    }

    @Test
    void saysForHowLongNoRowHasCome() {
        assertThat(line(new LagProbe.Seen(80, 8, 17, NEWEST), new Lags.Percentiles(0, 0, 0, 0), 3))
                .isEqualTo("2026-02-16T07:00:12Z  rows 80, newest 2026-02-16T07:00:00Z, no new row for 12 s;"
                        + " trades 17; incomplete 8; sink restarts 3");
    }

    @Test
    void saysHowLateTheNewRowsCame() {
        assertThat(line(new LagProbe.Seen(80, 8, 17, NEWEST), new Lags.Percentiles(80, 610, 700, 900), 0))
                .isEqualTo("2026-02-16T07:00:12Z  rows 80, newest 2026-02-16T07:00:00Z, lag p50 610 ms, max 900 ms;"
                        + " trades 17; incomplete 8");
    }

    private static String line(LagProbe.Seen seen, Lags.Percentiles lag, int sinkRestarts) {
        return StatusLine.of(new Pipeline.Status(seen, lag, sinkRestarts), NEWEST.plusMillis(12_345));
    }
}
