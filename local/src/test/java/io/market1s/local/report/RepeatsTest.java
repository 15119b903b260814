package io.market1s.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.data.Bar;
import io.market1s.data.BarContent;
import io.market1s.data.TradeSummary;
import io.market1s.data.json.BarJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** "Exact": a bar is emitted again only if it has something new to say. */
class RepeatsTest {
    private static final Instant TS = Instant.parse("2026-02-16T10:00:00Z");

    private final Repeats repeats = new Repeats();

    @Test
    void countsABarThatDiffersOnlyInItsHistory() throws IOException {
        repeats.add(bar(TS, "100.5", 0));
        repeats.add(bar(TS, "100.5", 1));

        assertThat(repeats.count()).isEqualTo(1);
    }

    @Test
    void countsNeitherACorrectionNorAnotherSecondOfEqualContent() throws IOException {
        repeats.add(bar(TS, "100.5", 0));
        repeats.add(bar(TS.plusSeconds(1), "100.5", 0));
        repeats.add(bar(TS, "100.51", 1));

        assertThat(repeats.count()).isZero();
    }

    @Test
    void doesNotCountACorrectionThatReturnsToAnEarlierContent() throws IOException {
        repeats.add(bar(TS, "100.5", 0));
        repeats.add(bar(TS, "100.6", 1));
        repeats.add(bar(TS, "100.5", 2));

        assertThat(repeats.count()).isZero();
    }

    private static byte[] bar(Instant ts, String lastTradePrice, int revision) {
        BarContent content = new BarContent(
                "KRW-BTC", ts, null, new BigDecimal(lastTradePrice), null, TradeSummary.NONE, 0, true, true);
        return BarJson.write(new Bar(content, revision, ts.plusMillis(500 + revision)));
    }
}
