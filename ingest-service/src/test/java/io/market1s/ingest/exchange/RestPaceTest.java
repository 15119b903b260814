package io.market1s.ingest.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestPaceTest {
    private final RestPace pace = new RestPace();

    @Test
    void goesOnAtOnceWhileTheExchangeTakesMore() {
        assertThat(pace.answered("group=crix-trades; min=600; sec=9")).isZero();
        assertThat(pace.answered("group=crix-trades; min=0; sec=1")).isZero();
    }

    @Test
    void waitsForTheNextSecondOnceThisOnesRequestsAreUsedUp() {
        assertThat(pace.answered("group=crix-trades; min=600; sec=0")).isEqualTo(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "group=crix-trades", "sec=99999999999", "sec=x"})
    void keepsInsideTheLimitUntold(String header) {
        Duration wait = pace.answered(header);
        assertThat(Duration.ofSeconds(1).dividedBy(wait)).isBetween(5L, 9L);
    }

    @Test
    void waitsAsLongAsItIsTold() {
        assertThat(pace.refused(429, "7")).isEqualTo(Duration.ofSeconds(7));
        assertThat(pace.refused(418, "120")).isEqualTo(Duration.ofMinutes(2));
        assertThat(pace.refused(429, "0")).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void waitsLongerWithEachRefusalInARowIfItIsNotTold() {
        assertThat(pace.refused(429, null)).isEqualTo(Duration.ofSeconds(1));
        assertThat(pace.refused(429, "Wed, 21 Oct 2026 07:28:00 GMT")).isEqualTo(Duration.ofSeconds(2));
        assertThat(pace.refused(418, null)).isEqualTo(Duration.ofSeconds(40));
        for (int i = 0; i < 100; i++) {
            assertThat(pace.refused(418, null)).isLessThanOrEqualTo(Duration.ofMinutes(5));
            assertThat(pace.refused(429, null)).isLessThanOrEqualTo(Duration.ofSeconds(30));
        }
        pace.answered("sec=9");
        assertThat(pace.refused(429, null)).isEqualTo(Duration.ofSeconds(1));
    }
}
