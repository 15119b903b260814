package io.market1s.simulator.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LimitsTest {
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

    @Test
    void blocksWhoInsistsForTwiceAsLongEachTime() {
        RestLimit limit = new RestLimit(10);

        assertThat(statuses(limit, NOW, 20)).endsWith(429, 418).contains(200);
        assertThat(limit.statusFor(NOW.plusMillis(999))).isEqualTo(418);
        assertThat(limit.statusFor(NOW.plusMillis(1000))).isEqualTo(200);
        assertThat(statuses(limit, NOW.plusMillis(1000), 19)).endsWith(429, 418);
        assertThat(limit.statusFor(NOW.plusMillis(2999))).isEqualTo(418);
        assertThat(limit.statusFor(NOW.plusMillis(3000))).isEqualTo(200);
    }

    private static int[] statuses(RestLimit limit, Instant now, int requests) {
        return IntStream.range(0, requests).map(i -> limit.statusFor(now)).toArray();
    }
}
