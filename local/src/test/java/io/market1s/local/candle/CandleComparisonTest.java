package io.market1s.local.candle;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CandleComparisonTest {
    private static final Instant TS = Instant.parse("2026-02-16T07:00:01Z");
    private static final Candle CANDLE = candle("100", "0.5", "50");

    private final CandleComparison comparison = new CandleComparison();

    @Test
    void equalNumbersMayBeSpelledDifferently() {
        compare(true, CANDLE, candle("100.00", "0.50000000", "50.0"));

        assertThat(comparison.differencesInCompleteSeconds()).isEmpty();
        assertThat(comparison.differing().all()).isZero();
        assertThat(comparison.seconds()).isEqualTo(1);
    }

    @Test
    void aSumMayBeRoundedInItsLastDigits() {
        compare(true, candle("100", "0.5", "1234567890.123456789"), candle("100", "0.5", "1234567890.1234568"));

        assertThat(comparison.differencesInCompleteSeconds()).isEmpty();
    }

    @Test
    void namesWhatDiffersInACompleteSecond() {
        compare(true, CANDLE, candle("101", "0.50000001", "50"));

        assertThat(comparison.differencesInCompleteSeconds())
                .contains(
                        "KRW-BTC 2026-02-16T07:00:01Z open: ours 100, exchange 101",
                        "KRW-BTC 2026-02-16T07:00:01Z volume: ours 0.5, exchange 0.50000001");
        assertThat(comparison.differing().complete()).isEqualTo(1);
    }

    @Test
    void aSecondThatIsNotCompleteIsCountedAndExcused() {
        compare(false, CANDLE, candle("101", "0.5", "50"));
        compare(false, null, CANDLE);

        assertThat(comparison.differencesInCompleteSeconds()).isEmpty();
        assertThat(comparison.differing().all()).isEqualTo(1);
        assertThat(comparison.candlesWithoutOurTrades().all()).isEqualTo(1);
    }

    @Test
    void tradesOnOneSideOnlyAreDifferences() {
        compare(true, CANDLE, null);
        compare(true, null, CANDLE);
        compare(true, null, null);

        assertThat(comparison.tradesWithoutCandle().complete()).isEqualTo(1);
        assertThat(comparison.candlesWithoutOurTrades().complete()).isEqualTo(1);
        assertThat(comparison.differencesInCompleteSeconds()).hasSize(2);
    }

    /** A candle where we have no row at all is one that we missed, but no row claims the contrary. */
    @Test
    void aCandleWithoutARowIsNoCompleteSecond() {
        comparison.compare("KRW-BTC", new TreeMap<>(), Map.of(TS, CANDLE));

        assertThat(comparison.candlesWithoutOurTrades().all()).isEqualTo(1);
        assertThat(comparison.candlesWithoutOurTrades().complete()).isZero();
    }

    private void compare(boolean complete, @Nullable Candle ours, @Nullable Candle exchange) {
        comparison.compare(
                "KRW-BTC",
                new TreeMap<>(Map.of(TS, new OurSeconds.Second(complete, ours))),
                exchange == null ? Map.of() : Map.of(TS, exchange));
    }

    private static Candle candle(String price, String volume, String value) {
        BigDecimal each = new BigDecimal(price);
        return new Candle(each, each, each, each, new BigDecimal(volume), new BigDecimal(value));
    }
}
