package io.market1s.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventTimesTest {
    private static final Duration HORIZON = Duration.ofMinutes(10);
    private static final Instant EVENT = Instant.parse("2026-02-16T13:56:29Z");

    @Test
    void anEventTakesEffectAtItsTimeUpToTheHorizonIncluded() {
        assertThat(EventTimes.effective(EVENT, EVENT.plus(HORIZON), HORIZON)).isEqualTo(EVENT);
        assertThat(EventTimes.effective(EVENT, EVENT.minusSeconds(1), HORIZON)).isEqualTo(EVENT);
    }

    @Test
    void anEventLaterThanTheHorizonTakesEffectWhenItIsReceived() {
        Instant late = EVENT.plus(HORIZON).plusMillis(1);

        assertThat(EventTimes.effective(EVENT, late, HORIZON)).isEqualTo(late);
    }

    @Test
    void anEventMoreThanAMinuteAheadIsImplausible() {
        assertThat(EventTimes.isImplausible(EVENT, EVENT.minusSeconds(60))).isFalse();
        assertThat(EventTimes.isImplausible(EVENT, EVENT.minusSeconds(60).minusMillis(1)))
                .isTrue();
    }
}
