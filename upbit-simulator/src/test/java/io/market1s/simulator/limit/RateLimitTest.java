package io.market1s.simulator.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final Instant NOW = Instant.parse("2026-02-16T07:09:40Z");

    @Test
    void admitsAgainAsTheWindowSlides() {
        RateLimit limit = new RateLimit(2, Duration.ofSeconds(1));

        assertThat(limit.admits(NOW)).isTrue();
        assertThat(limit.admits(NOW.plusMillis(600))).isTrue();
        assertThat(limit.admits(NOW.plusMillis(999))).isFalse();
        assertThat(limit.left(NOW.plusMillis(999))).isZero();
        assertThat(limit.admits(NOW.plusMillis(1000))).isTrue();
        assertThat(limit.admits(NOW.plusMillis(1599))).isFalse();
        assertThat(limit.admits(NOW.plusMillis(1600))).isTrue();
    }
}
