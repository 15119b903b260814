package io.market1s.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.data.Ticker;
import io.market1s.ingest.feed.Publishers;
import io.market1s.ingest.status.Count;
import io.market1s.ingest.status.IngestCounters;
import io.market1s.operations.Operations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IngestMetricsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Path MONITORING = Path.of("..", "monitoring");

    private final Operations operations = Operations.start(Optional.empty());
    private final IngestCounters counters = new IngestCounters(operations.registry());

    @AfterEach
    void close() {
        operations.close();
    }

    @Test
    void hasEveryMetricThatAlertsAndDashboardsAskFor() throws IOException {
        counters.frame(new Ticker("KRW-BTC", NOW, null, null));
        counters.quarantined("empty");
        Set<String> asked = new TreeSet<>();
        for (String file : List.of("rules/market-1s.yml", "grafana/dashboards/market-1s.json")) {
            Pattern.compile("market1s_ingest_\\w+")
                    .matcher(Files.readString(MONITORING.resolve(file)))
                    .results()
                    .map(MatchResult::group)
                    .forEach(asked::add);
        }

        assertThat(asked).hasSizeGreaterThan(15).allSatisfy(name -> assertThat(scrape())
                .containsPattern("(?m)^" + name + "[ {]"));
    }

    @Test
    void countsByTypeQuoteCurrencyAndReason() {
        counters.frame(new Ticker("KRW-BTC", NOW, null, null));
        counters.frame(new Ticker("KRW-ETH", NOW, null, null));
        counters.quarantined("not UTF-8");
        counters.add(Count.BYTES, 300);

        assertThat(scrape())
                .contains(
                        "market1s_ingest_frames_total{quote=\"KRW\",type=\"ticker\"} 2.0",
                        "market1s_ingest_quarantined_total{reason=\"not UTF-8\"} 1.0",
                        "market1s_ingest_received_bytes_total 300.0");
    }

    @Test
    void doesNotPretendToKnowHowOldIsWhatNeverCame() {
        assertThat(scrape())
                .contains("market1s_ingest_heartbeat_age_seconds NaN", "market1s_ingest_connection_age_seconds NaN");
    }

    private String scrape() {
        IngestStatus status = new IngestStatus(
                counters.snapshot(),
                Set.of("KRW-BTC"),
                Set.of(),
                Set.of(),
                Map.of(),
                List.of(),
                Optional.empty(),
                Optional.of(Duration.ofMillis(80)),
                Map.of());
        Publishers publishers = new Publishers(1 << 20, true, () -> 0, failure -> {});
        operations.bind(new IngestMetrics(() -> status, publishers, () -> NOW));
        return operations.answer("/metrics").orElseThrow().body();
    }
}
