package io.market1s.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.market1s.ingest.status.IngestCounters;
import io.market1s.ingest.subscription.ConnectionStatus;
import io.market1s.operations.Health;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IngestHealthTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void isReadyWhenEveryConnectionWasProvenAliveOfLate() {
        assertThat(health(connection(NOW.minusSeconds(9))).unreadiness()).isEmpty();
    }

    @Test
    void namesTheConnectionThatIsSilent() {
        assertThat(health(connection(NOW), connection(NOW.minusSeconds(11))).unreadiness())
                .containsExactly("connection 2 (3 symbols): the exchange has sent nothing for 11 s");
    }

    @Test
    void isNotReadyBeforeTheFirstFrameNorWithoutAConnection() {
        assertThat(health(
                                new ConnectionStatus(3, Optional.of(Duration.ZERO), Optional.empty()),
                                new ConnectionStatus(2, Optional.empty(), Optional.empty()))
                        .unreadiness())
                .containsExactly(
                        "connection 1 (3 symbols): the exchange has sent nothing yet",
                        "connection 2 (2 symbols): not connected");
    }

    @Test
    void isNotReadyBeforeItFollowsAnyMarket() {
        assertThat(health().unreadiness()).containsExactly("no connection yet");
    }

    @Test
    void asksForANewStartOnlyWhenItHasEnded() {
        Health connecting = health(new ConnectionStatus(2, Optional.empty(), Optional.empty()));
        assertThat(connecting.death()).isEmpty();

        Health ended = new IngestHealth(() -> status(List.of()), () -> true, () -> NOW);
        assertThat(ended.death()).containsExactly("the ingest has ended");
        assertThat(ended.unreadiness()).containsExactly("the ingest has ended");
    }

    @Test
    void seesTheRealServiceBecomeReadyWithTheFirstLiveFrame() throws Exception {
        try (TestIngest ingest = new TestIngest()) {
            ingest.start("KRW-BTC");
            Health health = new IngestHealth(ingest.service()::status, () -> false, () -> TestIngest.NOW);
            await().atMost(FakeExchange.PATIENCE).untilAsserted(() -> assertThat(health.unreadiness())
                    .containsExactly("connection 1 (1 symbols): the exchange has sent nothing yet"));

            FakeExchange.Peer peer = ingest.exchange.nextPeer();
            peer.send(Frames.book("KRW-BTC", TestIngest.NOW, "SNAPSHOT"));
            ingest.awaitRecords(1);
            assertThat(health.unreadiness()).hasSize(1);

            peer.send(Frames.ticker("KRW-BTC", TestIngest.NOW));

            await().atMost(FakeExchange.PATIENCE)
                    .untilAsserted(() -> assertThat(health.unreadiness()).isEmpty());
        }
    }

    private static Health health(ConnectionStatus... connections) {
        return new IngestHealth(() -> status(List.of(connections)), () -> false, () -> NOW);
    }

    private static ConnectionStatus connection(Instant provenAt) {
        return new ConnectionStatus(3, Optional.of(Duration.ofMinutes(1)), Optional.of(provenAt));
    }

    private static IngestStatus status(List<ConnectionStatus> connections) {
        return new IngestStatus(
                new IngestCounters(new SimpleMeterRegistry()).snapshot(),
                Set.of(),
                Set.of(),
                connections,
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }
}
