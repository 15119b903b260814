package io.market1s.ingest.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.data.MarketEvent;
import io.market1s.data.upbit.UpbitParser;
import io.market1s.ingest.Frames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusReportTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private final LiveView view = new LiveView();

    @Test
    void showsTheLatestOfASymbol() throws Exception {
        show(Frames.book("KRW-BTC", NOW, "REALTIME"));
        show(Frames.trade("KRW-BTC", NOW, NOW, "REALTIME", 1));
        assertThat(StatusReport.symbols(List.of("KRW-BTC", "KRW-ETH"), view))
                .containsExactly(
                        "KRW-BTC mid=101 spread=2 trade=116539000x0.00079276 BID imbalance=+0.125",
                        "KRW-ETH mid=- spread=- trade=- imbalance=-");
    }

    @Test
    void isNotMovedBackByAnOldSnapshot() throws Exception {
        show(Frames.book("KRW-BTC", NOW, "REALTIME").replace("102.0", "101.0"));
        show(Frames.book("KRW-BTC", NOW.minusSeconds(100), "SNAPSHOT"));
        assertThat(StatusReport.symbols(List.of("KRW-BTC"), view).get(0)).contains("mid=100.5");
    }

    @Test
    void tellsTotalsOnlyForManySymbols() {
        assertThat(StatusReport.symbols(Collections.nCopies(21, "KRW-BTC"), view))
                .isEmpty();
    }

    @Test
    void countsWhatTheSeedSystemCounted() throws Exception {
        IngestCounters counters = new IngestCounters(new SimpleMeterRegistry());
        for (int i = 0; i < 3; i++) {
            counters.frame(event(Frames.trade("KRW-BTC", NOW, NOW, "REALTIME", i)));
        }
        counters.frame(event(Frames.book("KRW-BTC", NOW, "REALTIME")));
        counters.frame(event(Frames.book("BTC-XRP", NOW, "REALTIME")));
        counters.frame(event(Frames.ticker("KRW-BTC", NOW)));
        counters.quarantined("empty");
        counters.add(Count.REFUSALS, 1);
        counters.add(Count.RECONNECTS, 1);
        assertThat(StatusReport.totals(counters.snapshot()))
                .isEqualTo("trades=3 books=2 tickers=1 heartbeats=0 errors=2 lost=0 reconnects=1 open=0 backfilled=0");
    }

    private void show(String frame) throws Exception {
        view.show(event(frame));
    }

    private static MarketEvent event(String frame) throws Exception {
        return new UpbitParser().event(frame.getBytes(UTF_8));
    }
}
