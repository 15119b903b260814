package io.market1s.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.ingest.time.ExchangeClock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Promise 5 (honest): no single frame is believed about time. */
class ProvenTimeTest {
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");

    private final ExchangeClock exchange = new ExchangeClock();
    private final ProvenTime proven = new ProvenTime(exchange);

    @BeforeEach
    void theExchangesClockIsKnown() {
        for (int i = -20; i < 0; i++) {
            exchange.frame(T0.plusMillis(i * 100L), nanos(i * 100L));
        }
    }

    @Test
    void aFrameProvesItsOwnTime() {
        frame(0, 0);
        assertThat(frame(100, 90)).isEqualTo(T0.plusMillis(90));
        assertThat(frame(5_000, 4_700)).isEqualTo(T0.plusMillis(4_700));
    }

    @Test
    void aFrameFromTheFutureProvesNoMoreThanWasOver() {
        frame(0, 0);
        assertThat(frame(100, 40_100)).isEqualTo(T0.plusMillis(100));
        assertThat(frame(200, 190)).isEqualTo(T0.plusMillis(190));
    }

    @Test
    void theFirstFrameOfAConnectionProvesNothingAlone() {
        assertThat(frame(0, 0)).isNull();
    }

    @Test
    void nothingIsProvenWhileTheExchangesClockIsNotKnown() {
        ProvenTime unknown = new ProvenTime(new ExchangeClock());
        assertThat(unknown.provenBy(T0, nanos(0))).isNull();
        assertThat(unknown.provenBy(T0, nanos(1))).isNull();
    }

    @Test
    void oneFrameOfAConnectionThatIsLateDoesNotProveThatItHasCaughtUp() {
        for (int i = 0; i < 10; i++) {
            frame(i * 100L, i * 100L);
        }
        for (int i = 0; i < 10; i++) {
            frame(20_000 + i * 10L, 1_000 + i * 10L);
        }
        assertThat(frame(20_100, 20_100))
                .as("a second better than the one before")
                .isEqualTo(T0.plusMillis(2_100));
        assertThat(frame(20_110, 20_105)).as("the second one").isEqualTo(T0.plusMillis(20_105));
    }

    @Test
    void oneOldFrameDoesNotHoldUpTheOthers() {
        frame(0, 0);
        frame(100, 90);
        frame(200, -143_000);
        assertThat(frame(300, 290)).isEqualTo(T0.plusMillis(290));
    }

    private @Nullable Instant frame(long received, long made) {
        return proven.provenBy(T0.plusMillis(made), nanos(received));
    }

    private static long nanos(long millis) {
        return 7_000_000_000L + millis * 1_000_000;
    }
}
