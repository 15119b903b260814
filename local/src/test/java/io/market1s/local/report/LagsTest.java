package io.market1s.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LagsTest {
    private final Lags lags = new Lags();

    @Test
    void tellsPercentilesByNearestRank() {
        for (int millis = 1; millis <= 200; millis++) {
            lags.add(Duration.ofMillis(millis));
        }

        assertThat(lags.summary()).isEqualTo(new Lags.Percentiles(200, 100, 198, 200));
    }

    @Test
    void showsTheOneSampleInAHundredThatWasSlow() {
        for (int i = 0; i < 99; i++) {
            lags.add(Duration.ofMillis(500));
        }
        lags.add(Duration.ofMinutes(2));

        assertThat(lags.summary()).isEqualTo(new Lags.Percentiles(100, 500, 500, 120_000));
    }

    @Test
    void forgetsWhatItHasToldWhenAskedSinceLastTime() {
        lags.add(Duration.ofMillis(7));

        assertThat(lags.summaryAndReset()).isEqualTo(new Lags.Percentiles(1, 7, 7, 7));
        assertThat(lags.summaryAndReset()).isEqualTo(new Lags.Percentiles(0, 0, 0, 0));
    }
}
