package io.market1s.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.data.Heartbeat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Promise 5 (honest): a heartbeat only for what was seen whole. */
class FeedCoverageTest {
    private static final Instant T0 = Instant.parse("2026-03-01T00:00:00Z");
    private static final String BTC = "KRW-BTC";
    private static final String ETH = "KRW-ETH";
    private static final String PILOT = "KRW-PILOT";

    private final FeedCoverage coverage =
            new FeedCoverage("ingest-0/1", List.of(BTC, ETH), Duration.ZERO, Duration.ofMinutes(10));

    @Test
    void vouchesForTheFirstSecondThatBeganAfterTheFirstLiveFrame() {
        live(BTC, 500);
        live(BTC, 1000);
        assertThat(coverage.due(Instant.MIN)).isEmpty();
        live(BTC, 1999);
        assertThat(coverage.due(Instant.MIN)).isEmpty();
        live(BTC, 2000);
        assertThat(coverage.due(Instant.MIN)).containsExactly(heartbeat(BTC, 2));
        assertThat(coverage.due(Instant.MIN)).isEmpty();
    }

    @Test
    void doesNotVouchForASecondThatBeganExactlyWithTheFirstLiveFrame() {
        live(BTC, 1000);
        live(BTC, 2000);
        assertThat(coverage.due(Instant.MIN)).isEmpty();
        live(BTC, 3000);
        assertThat(coverage.due(Instant.MIN)).containsExactly(heartbeat(BTC, 3));
    }

    @Test
    void leavesOutTheSecondInWhichAFrameMayHaveLaggedBehindTheConnect() {
        FeedCoverage careful = new FeedCoverage("f/1", List.of(BTC), Duration.ofSeconds(1), Duration.ofMinutes(10));
        careful.frame(BTC, T0.plusMillis(990));
        careful.frame(BTC, T0.plusMillis(2000));
        assertThat(careful.due(Instant.MIN)).isEmpty();
        careful.frame(BTC, T0.plusMillis(3000));
        assertThat(careful.due(Instant.MIN)).containsExactly(new Heartbeat(BTC, T0.plusSeconds(3), "f/1"));
    }

    @Test
    void takesNoEvidenceFromASnapshotOfAQuietBook() {
        live(BTC, 500);
        snapshot(ETH);
        snapshot(BTC);
        assertThat(coverage.due(Instant.MIN)).isEmpty();
        assertThat(coverage.exchangeClock()).isEqualTo(T0.plusMillis(500));
    }

    @Test
    void startsAQuietCodeAtTheNextLiveFrameOfAnyOther() {
        snapshot(ETH);
        live(PILOT, 700);
        live(PILOT, 2000);
        assertThat(coverage.due(Instant.MIN)).containsExactly(heartbeat(ETH, 2));
    }

    @Test
    void neverVouchesForACodeWithoutAnyFrame() {
        live(BTC, 0);
        live(BTC, 60_000);
        assertThat(coverage.due(Instant.MIN)).hasSize(59).allSatisfy(heartbeat -> assertThat(heartbeat.symbol())
                .isEqualTo(BTC));
    }

    @Test
    void givesACodeThatComesLateItsOwnFirstSecond() {
        live(BTC, 100);
        live(BTC, 2_000);
        assertThat(coverage.due(Instant.MIN)).containsExactly(heartbeat(BTC, 2));
        live(ETH, 2_500);
        live(BTC, 4_000);
        assertThat(coverage.due(Instant.MIN)).containsExactly(heartbeat(BTC, 3), heartbeat(BTC, 4), heartbeat(ETH, 4));
    }

    @Test
    void isProvenByThePilotButDoesNotVouchForIt() {
        snapshot(BTC);
        live(PILOT, 900);
        live(PILOT, 3_000);
        assertThat(coverage.due(Instant.MIN)).containsExactly(heartbeat(BTC, 2), heartbeat(BTC, 3));
    }

    @Test
    void waitsForEverythingThatCameBeforeTheEvidenceInWhateverOrderItIsAcknowledged() {
        long first = coverage.handedToKafka();
        live(BTC, 500);
        long second = coverage.handedToKafka();
        live(BTC, 1_500);
        long evidence = coverage.handedToKafka();
        live(BTC, 2_000);
        long later = coverage.handedToKafka();
        live(BTC, 2_010);

        coverage.acknowledged(later);
        coverage.acknowledged(evidence);
        coverage.acknowledged(first);
        assertThat(coverage.due(Instant.MIN)).isEmpty();
        coverage.acknowledged(second);
        assertThat(coverage.due(Instant.MIN)).containsExactly(heartbeat(BTC, 2));
    }

    @Test
    void doesNotWaitForWhatCameAfterTheEvidence() {
        live(BTC, 500);
        live(BTC, 2_000);
        coverage.handedToKafka();
        live(BTC, 2_010);
        assertThat(coverage.due(Instant.MIN)).containsExactly(heartbeat(BTC, 2));
    }

    @Test
    void staysSilentAboutEverySecondThatALostRecordMayTouch() {
        live(BTC, 500);
        long lost = coverage.handedToKafka();
        live(BTC, 1_900);
        live(BTC, 4_100);
        coverage.failed(lost);
        assertThat(coverage.due(Instant.MIN)).isEmpty();
        live(BTC, 5_000);
        assertThat(coverage.due(Instant.MIN)).isEmpty();
        live(BTC, 6_000);
        assertThat(coverage.due(Instant.MIN)).containsExactly(heartbeat(BTC, 6));
    }

    @Test
    void doesNotVouchForACodeOfWhichABookWasLostBeforeItsNextBook() {
        live(BTC, 500);
        live(ETH, 600);
        coverage.lostBook(ETH);
        live(ETH, 2_000);
        live(BTC, 4_000);
        assertThat(coverage.due(Instant.MIN)).containsOnly(heartbeat(BTC, 2), heartbeat(BTC, 3), heartbeat(BTC, 4));
        coverage.book(ETH);
        live(ETH, 4_500);
        live(BTC, 6_000);
        assertThat(coverage.due(Instant.MIN))
                .containsExactlyInAnyOrder(heartbeat(BTC, 5), heartbeat(BTC, 6), heartbeat(ETH, 6));
    }

    @Test
    void doesNotVouchForTheCodeOfAFrameThatNobodyCanRead() {
        live(BTC, 500);
        live(ETH, 600);
        coverage.unreadable(new FrameLabel("trade", ETH));
        live(BTC, 2_000);
        assertThat(coverage.due(Instant.MIN)).containsExactly(heartbeat(BTC, 2));
    }

    @Test
    void vouchesOnAfterAFrameOfThePilotThatNobodyCanRead() {
        live(BTC, 500);
        coverage.unreadable(new FrameLabel("trade", PILOT));
        live(BTC, 2_000);
        assertThat(coverage.due(Instant.MIN)).containsExactly(heartbeat(BTC, 2));
    }

    @Test
    void vouchesForNothingAfterAFrameThatMayHaveBeenAnyCodes() {
        live(BTC, 500);
        coverage.unreadable(FrameLabel.NONE);
        live(ETH, 700);
        live(BTC, 3_000);
        assertThat(coverage.due(Instant.MIN)).isEmpty();
        coverage.book(BTC);
        live(BTC, 3_100);
        live(BTC, 5_000);
        assertThat(coverage.due(Instant.MIN)).containsExactly(heartbeat(BTC, 5));
    }

    @Test
    void reachesBackOnlySoFar() {
        FeedCoverage near = new FeedCoverage("f/1", List.of(BTC), Duration.ZERO, Duration.ofSeconds(10));
        near.frame(BTC, Instant.EPOCH);
        near.frame(BTC, T0.plusMillis(100));
        assertThat(near.due(Instant.MIN)).hasSize(10).allSatisfy(heartbeat -> assertThat(heartbeat.second())
                .isAfter(T0.minusSeconds(10)));
    }

    @Test
    void isNotMovedBackByAnOldLiveFrame() {
        live(BTC, 500);
        live(BTC, 2_000);
        live(BTC, 100);
        assertThat(coverage.due(Instant.MIN)).containsExactly(heartbeat(BTC, 2));
        assertThat(coverage.exchangeClock()).isEqualTo(T0.plusMillis(2_000));
    }

    private void live(String code, long millis) {
        coverage.frame(code, T0.plusMillis(millis));
    }

    private void snapshot(String code) {
        coverage.frame(code, null);
    }

    private static Heartbeat heartbeat(String code, long second) {
        return new Heartbeat(code, T0.plusSeconds(second), "ingest-0/1");
    }
}
