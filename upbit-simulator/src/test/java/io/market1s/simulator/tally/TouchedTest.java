package io.market1s.simulator.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TouchedTest {
    private static final String BTC = "KRW-BTC";
    private static final Instant NOON = Instant.parse("2026-02-16T12:00:00Z");

    private final Touched touched = new Touched();

    @Test
    void touchesEverySecondOfWhichAnyMomentLiesInAStretch() {
        touched.add(BTC, NOON.plusMillis(1500), NOON.plusMillis(3000));

        assertThat(touchedEnds()).containsExactly(2, 3);
        assertThat(touched.touches("KRW-ETH", NOON.plusSeconds(2))).isFalse();
    }

    @Test
    void joinsStretchesThatMeetOrOverlap() {
        touched.add(BTC, NOON.plusSeconds(1), NOON.plusSeconds(3));
        touched.add(BTC, NOON.plusSeconds(6), NOON.plusSeconds(7));
        touched.add(BTC, NOON.plusSeconds(3), NOON.plusSeconds(5));
        touched.add(BTC, NOON.plusSeconds(2), NOON.plusSeconds(3));

        assertThat(touchedEnds()).containsExactly(2, 3, 4, 5, 7);
    }

    @Test
    void goesOnUntilItIsEnded() {
        touched.begin(BTC, NOON.plusSeconds(2), Instant.MAX);
        touched.begin(BTC, NOON.plusSeconds(4), NOON.plusSeconds(5));
        assertThat(touchedEnds()).containsExactly(3, 4, 5, 6, 7, 8, 9, 10);

        touched.end(BTC, NOON.plusSeconds(5));
        touched.end(BTC, NOON.plusSeconds(9));
        assertThat(touchedEnds()).containsExactly(3, 4, 5);
    }

    @Test
    void endsByItselfWhenItWasSaidSo() {
        touched.begin(BTC, NOON.plusSeconds(1), NOON.plusSeconds(2));
        assertThat(touchedEnds()).containsExactly(2);

        touched.begin(BTC, NOON.plusSeconds(6), NOON.plusSeconds(7));
        touched.end(BTC, NOON.plusSeconds(9));
        assertThat(touchedEnds()).containsExactly(2, 7);
    }

    private List<Integer> touchedEnds() {
        return IntStream.rangeClosed(1, 10)
                .filter(second -> touched.touches(BTC, NOON.plusSeconds(second)))
                .boxed()
                .toList();
    }
}
