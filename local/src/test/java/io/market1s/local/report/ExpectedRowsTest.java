package io.market1s.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** "Gapless": what has to be there is known without looking at what is there. */
class ExpectedRowsTest {
    private static final Instant START = Instant.parse("2026-02-16T10:00:00Z");

    @Test
    void expectsARowForEverySecondFromTheFirstCoveredToTheLastBothIncluded() {
        ExpectedRows coverage = new ExpectedRows(Map.of("KRW-BTC", START), Map.of(), START.plusSeconds(9));

        assertThat(coverage.ranges(List.of("KRW-BTC")))
                .containsExactly(new RowRange("KRW-BTC", START, START.plusSeconds(9)));
        assertThat(coverage.ranges(List.of("KRW-BTC")).get(0).seconds()).isEqualTo(10);
    }

    @Test
    void expectsRowsAlsoOfASymbolThatNoFeedEverCovered() {
        ExpectedRows coverage = new ExpectedRows(
                Map.of("KRW-BTC", START), Map.of("KRW-ETH", START.plusSeconds(4)), START.plusSeconds(9));

        assertThat(coverage.ranges(List.of("KRW-BTC", "KRW-ETH")).stream()
                        .map(RowRange::seconds)
                        .toList())
                .containsExactly(10L, 6L);
    }

    @Test
    void expectsNothingOfASymbolThatHasNotBegun() {
        ExpectedRows coverage = new ExpectedRows(Map.of(), Map.of(), START);

        assertThat(coverage.ranges(List.of("KRW-BTC")).get(0).seconds()).isZero();
    }

    @Test
    void expectsNothingOfARunThatEndedBeforeItsFirstSecond() {
        ExpectedRows coverage = new ExpectedRows(Map.of("KRW-BTC", START), Map.of(), START.minusSeconds(5));

        assertThat(coverage.ranges(List.of("KRW-BTC")).get(0).seconds()).isZero();
    }
}
