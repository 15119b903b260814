package io.market1s.simulator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.simulator.fault.Refusal;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RestLimitTest {
    private static final Instant NOW = Instant.parse("2026-02-16T07:09:40Z");

    @Test
    void blocksWhoInsistsForTwiceAsLongEachTime() {
        RestLimit limit = new RestLimit(10);

        assertThat(statuses(limit, NOW, 20)).endsWith(429, 418).contains(200);
        assertThat(status(limit, NOW.plusMillis(999))).isEqualTo(418);
        assertThat(status(limit, NOW.plusMillis(1000))).isEqualTo(200);
        assertThat(statuses(limit, NOW.plusMillis(1000), 19)).endsWith(429, 418);
        assertThat(status(limit, NOW.plusMillis(2999))).isEqualTo(418);
        assertThat(status(limit, NOW.plusMillis(3000))).isEqualTo(200);
    }

    @Test
    void tellsInHeaderAndBodyHowLongItLasts() {
        RestLimit limit = new RestLimit(1);
        limit.refusal(NOW);
        Refusal tooMany = Objects.requireNonNull(limit.refusal(NOW));
        statuses(limit, NOW, 8);
        Refusal blocked = Objects.requireNonNull(limit.refusal(NOW.plusMillis(200)));

        assertThat(tooMany.headerSeconds(NOW)).isEqualTo(1);
        assertThat(blocked.status()).isEqualTo(418);
        statuses(limit, NOW.plusMillis(1200), 11);
        Refusal longer = Objects.requireNonNull(limit.refusal(NOW.plusMillis(1300)));
        assertThat(longer.headerSeconds(NOW.plusMillis(1300))).isEqualTo(2);
        assertThat(longer.bodySeconds(NOW.plusMillis(2500))).isEqualTo(1);
    }

    private static int[] statuses(RestLimit limit, Instant now, int requests) {
        return IntStream.range(0, requests).map(i -> status(limit, now)).toArray();
    }

    private static int status(RestLimit limit, Instant now) {
        Refusal refusal = limit.refusal(now);
        return refusal == null ? 200 : refusal.status();
    }
}
