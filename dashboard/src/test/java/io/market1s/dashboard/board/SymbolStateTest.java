package io.market1s.dashboard.board;

import static io.market1s.dashboard.Fixtures.TS;
import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.dashboard.Fixtures;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SymbolStateTest {
    private final SymbolState state = Fixtures.state("KRW-BTC");

    @Test
    void theLagIsThatOfTheNewestRowUntilTheNextOneIsOverdue() {
        assertThat(state.lag(TS.plusMillis(600))).isEqualTo(Duration.ofMillis(550));
        assertThat(state.lag(TS.plusMillis(1550))).isEqualTo(Duration.ofMillis(550));
    }

    @Test
    void theLagGrowsWithEverySecondThatTheNextRowIsWaitedFor() {
        assertThat(state.lag(TS.plusMillis(1600))).isEqualTo(Duration.ofMillis(600));
        assertThat(state.lag(TS.plusSeconds(31))).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void isLateAfterFiveSecondsAndEndedAfterAQuarterOfAnHour() {
        assertThat(state.isLate(TS.plusSeconds(6))).isFalse();
        assertThat(state.isLate(TS.plusMillis(6001))).isTrue();
        assertThat(state.isEnded(TS.plusSeconds(901))).isFalse();
        assertThat(state.isEnded(TS.plusMillis(901_001))).isTrue();
        assertThat(state.isLate(TS.plusMillis(901_001))).isFalse();
    }
}
