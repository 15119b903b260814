package io.market1s.ingest.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockDifferenceTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private final ClockDifference difference = new ClockDifference();

    @Test
    void isTheLeastOfALastMinute() {
        frame(0, 350);
        frame(20, 80);
        frame(40, 500);
        assertThat(difference.over(NOW.plusSeconds(41))).contains(Duration.ofMillis(80));
        assertThat(difference.over(NOW.plusSeconds(85))).contains(Duration.ofMillis(500));
        assertThat(difference.over(NOW.plusSeconds(110))).isEmpty();
    }

    @Test
    void isNegativeIfOurClockIsBehind() {
        frame(0, -3_000);
        frame(1, -2_900);
        assertThat(difference.over(NOW.plusSeconds(1))).contains(Duration.ofSeconds(-3));
    }

    @Test
    void aSingleFrameOfTheFutureSaysNothingAboutTheClocks() {
        frame(0, 80);
        farAhead(1);
        assertThat(difference.over(NOW.plusSeconds(1))).contains(Duration.ofMillis(80));
    }

    @Test
    void framesOfTheFutureCountWhereThereAreNoOthers() {
        farAhead(0);
        assertThat(difference.over(NOW.plusSeconds(1))).contains(Duration.ofHours(-1));
    }

    @Test
    void doesNotTakeOldFramesForNewOnesWhenTheMinuteCounterComesRound() {
        frame(0, 10);
        frame(60, 90);
        assertThat(difference.over(NOW.plusSeconds(60))).contains(Duration.ofMillis(90));
    }

    @Test
    void whatIsSmallIsNoProblem() {
        assertThat(ClockWatch.problem(Duration.ofMillis(500))).isEmpty();
        assertThat(ClockWatch.problem(Duration.ofMillis(-500))).isEmpty();
    }

    @Test
    void saysWhatToDoAboutAClockThatIsAheadOrBehind() {
        assertThat(ClockWatch.problem(Duration.ofMillis(501)))
                .hasValueSatisfying(problem -> assertThat(problem).contains("501 ms", "NTP", "RESAMPLE_GRACE"));
        assertThat(ClockWatch.problem(Duration.ofMinutes(-2))).hasValueSatisfying(problem -> assertThat(problem)
                .contains("120000 ms", "behind", "NTP", "time far ahead"));
    }

    private void frame(int second, long millisAfterItWasMade) {
        Instant received = NOW.plusSeconds(second);
        difference.frame(received.minusMillis(millisAfterItWasMade), received);
    }

    private void farAhead(int second) {
        Instant received = NOW.plusSeconds(second);
        difference.frameFarAhead(received.plus(Duration.ofHours(1)), received);
    }
}
