package io.market1s.ingest.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.market1s.ingest.MockLog;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;

/** What a restart has to fetch is read from the raw log, not from a file. */
class HeartbeatLogTest {
    private static final Instant T0 = Instant.parse("2026-03-01T00:00:00Z");
    private static final String BTC = "KRW-BTC";
    private static final String ETH = "KRW-ETH";

    private final MockLog log = new MockLog();

    @Test
    void findsTheEndOfAnUnbrokenPast() {
        log.covered(BTC, T0.plusSeconds(1), T0.plusSeconds(120)).covered(ETH, T0.plusSeconds(60), T0.plusSeconds(90));
        assertThat(holes(T0.plusSeconds(30))).isEqualTo(Map.of(BTC, T0.plusSeconds(120), ETH, T0.plusSeconds(90)));
    }

    @Test
    void findsTheFirstHoleSoThatAnInterruptedBackFillIsDoneAgain() {
        log.covered(BTC, T0.plusSeconds(1), T0.plusSeconds(50)).covered(BTC, T0.plusSeconds(61), T0.plusSeconds(120));
        assertThat(holes(T0.plusSeconds(30))).isEqualTo(Map.of(BTC, T0.plusSeconds(50)));
    }

    @Test
    void leavesHolesAloneThatAreTooOld() {
        log.covered(BTC, T0.plusSeconds(1), T0.plusSeconds(20)).covered(BTC, T0.plusSeconds(25), T0.plusSeconds(120));
        assertThat(holes(T0.plusSeconds(30))).isEqualTo(Map.of(BTC, T0.plusSeconds(120)));
    }

    @Test
    void knowsAMarketWhoseLastHeartbeatIsOld() {
        log.covered(BTC, T0.plusSeconds(1), T0.plusSeconds(20));
        assertThat(holes(T0.plusSeconds(3600))).isEqualTo(Map.of(BTC, T0.plusSeconds(20)));
    }

    @Test
    void countsTheHeartbeatsOfEveryReplicaInAnyOrder() {
        log.covered(BTC, T0.plusSeconds(11), T0.plusSeconds(20)).covered(BTC, T0.plusSeconds(1), T0.plusSeconds(12));
        assertThat(holes(T0)).isEqualTo(Map.of(BTC, T0.plusSeconds(20)));
    }

    @Test
    void knowsNothingOfAnEmptyTopic() {
        assertThat(holes(T0)).isEmpty();
    }

    @Test
    void passesOverWhatIsNoHeartbeat() {
        log.covered(BTC, T0.plusSeconds(1), T0.plusSeconds(2))
                .add(T0.plusSeconds(3), "garbage".getBytes(UTF_8))
                .add(T0.plusSeconds(3), null);
        assertThat(holes(T0)).isEqualTo(Map.of(BTC, T0.plusSeconds(2)));
    }

    @Test
    void stopsWhenItIsToldTo() {
        HeartbeatLog stopped = new HeartbeatLog(log.covered(BTC, T0, T0.plusSeconds(5))::consumer);
        stopped.stop();
        assertThatThrownBy(() -> stopped.read(T0)).isInstanceOf(WakeupException.class);
    }

    private Map<String, Instant> holes(Instant since) {
        return new HeartbeatLog(log::consumer).read(since).firstHoles();
    }
}
