package io.market1s.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.market1s.simulator.tally.Judgement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @Test
    void writesTheFieldsThatReadersRelyOn(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("r.json");

        report(0, 0, 17L, 17L).writeTo(file);

        JsonNode json = new ObjectMapper().readTree(file.toFile());
        assertThat(json.properties().stream().map(java.util.Map.Entry::getKey).toList())
                .contains(
                        "symbols",
                        "seconds_expected",
                        "rows",
                        "missing",
                        "duplicates",
                        "incomplete",
                        "revised",
                        "reemitted",
                        "lag_ms",
                        "raw",
                        "quarantined",
                        "reconnects",
                        "trades_made",
                        "trades_counted",
                        "judged",
                        "play_shift_ms",
                        "jdbc_url");
        assertThat(json.path("lag_ms").path("p99").asLong()).isEqualTo(600);
        assertThat(json.path("raw").path("orderbook").asLong()).isEqualTo(2);
        assertThat(json.path("judged").properties().stream()
                        .map(java.util.Map.Entry::getKey)
                        .toList())
                .containsExactly(
                        "trades_made",
                        "trades_counted",
                        "differing",
                        "stale_books",
                        "outside_faults",
                        "complete_outside_faults");
        assertThat(json.path("judged").path("stale_books").asLong()).isEqualTo(6);
        assertThat(json.path("play_shift_ms").isNull()).isTrue();
        assertThat(json.path("to").asText()).isEqualTo("2026-02-16T10:00:09Z");
        assertThat(json.has("holds")).isFalse();
    }

    @Test
    void holdsOnlyIfNoRowIsMissingOrDoubleAndNoTradeMiscounted() {
        assertThat(report(0, 0, 17L, 17L).holds()).isTrue();
        assertThat(report(0, 0, null, null).holds()).isTrue();
        assertThat(report(1, 0, 17L, 17L).holds()).isFalse();
        assertThat(report(0, 1, 17L, 17L).holds()).isFalse();
        assertThat(report(0, 0, 17L, 18L).holds()).isFalse();
        assertThat(report(0, 0, 17L, 16L).holds()).isFalse();
    }

    @Test
    void namesWhatIsWrong() {
        assertThat(report(0, 0, 17L, 17L).failures()).isEmpty();
        assertThat(report(1, 0, null, null).failures()).containsExactly("1 row is missing");
        assertThat(report(148, 2, 17L, 16L).failures())
                .containsExactly(
                        "148 rows are missing",
                        "2 rows are there twice",
                        "the exchange made 17 trades, but the rows count 16");
        assertThat(report(0, 0, 17L, 17L, judged(3)).failures())
                .containsExactly("3 rows say that their trades are complete, but the exchange made others");
    }

    @Test
    void holdsOnlyIfNoRowSaysMoreOfItsTradesThanIsTrue() {
        assertThat(report(0, 0, 17L, 17L, judged(0)).holds()).isTrue();
        assertThat(report(0, 0, 17L, 17L, judged(1)).holds()).isFalse();
    }

    private static Report.Judged judged(long differing) {
        return Report.Judged.of(new Judgement(20, 19, 17, 17, differing, 6));
    }

    private static Report report(long missing, long duplicates, @Nullable Long made, @Nullable Long counted) {
        return report(missing, duplicates, made, counted, made == null ? null : judged(0));
    }

    private static Report report(
            long missing,
            long duplicates,
            @Nullable Long made,
            @Nullable Long counted,
            Report.@Nullable Judged judged) {
        Instant from = Instant.parse("2026-02-16T10:00:00Z");
        return new Report(
                List.of("KRW-BTC"),
                from,
                from.plusSeconds(9),
                10,
                10 - missing,
                missing,
                duplicates,
                0,
                0,
                0,
                new Lags.Percentiles(10, 520, 600, 700),
                new Report.RawCounts(1, 2, 3, 4),
                0,
                0,
                0,
                made,
                counted,
                judged,
                null,
                "jdbc:postgresql://127.0.0.1:15432/market");
    }
}
