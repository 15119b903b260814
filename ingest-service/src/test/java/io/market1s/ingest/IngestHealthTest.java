package io.market1s.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.market1s.ingest.status.IngestCounters;
import io.market1s.ingest.subscription.ConnectionStatus;
import io.market1s.operations.Health;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IngestHealthTest {
    @Test
    void isReadyWhenSomethingCameOfLateOnEveryConnectionBeItOnlyTheAnswerToAPing() {
        assertThat(health(connection(Duration.ofSeconds(24))).unreadiness()).isEmpty();
    }

    @Test
    void namesTheConnectionThatIsSilent() {
        assertThat(health(connection(Duration.ZERO), connection(Duration.ofSeconds(26)))
                        .unreadiness())
                .containsExactly("connection 2 (3 symbols): the exchange has sent nothing for 26 s");
    }

    @Test
    void isNotReadyBeforeTheFirstFrameNorWithoutAConnection() {
        assertThat(health(
                                new ConnectionStatus(3, Optional.of(Duration.ZERO), Optional.empty(), Optional.empty()),
                                new ConnectionStatus(2, Optional.empty(), Optional.empty(), Optional.empty()))
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
        Health connecting = health(new ConnectionStatus(2, Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(connecting.death()).isEmpty();

        Health ended = new IngestHealth(() -> status(List.of()), () -> true);
        assertThat(ended.death()).containsExactly("the ingest has ended");
        assertThat(ended.unreadiness()).containsExactly("the ingest has ended");
    }

    @Test
    void seesTheRealServiceBecomeReadyWithTheFirstFrame() throws Exception {
        try (TestIngest ingest = new TestIngest()) {
            ingest.start("KRW-BTC");
            Health health = new IngestHealth(ingest.service()::status, () -> false);
            await().atMost(FakeExchange.PATIENCE).untilAsserted(() -> assertThat(health.unreadiness())
                    .containsExactly("connection 1 (1 symbols): the exchange has sent nothing yet"));

            FakeExchange.Peer peer = ingest.exchange.nextPeer();
            peer.send(Frames.book("KRW-BTC", TestIngest.NOW, "SNAPSHOT"));

            await().atMost(FakeExchange.PATIENCE)
                    .untilAsserted(() -> assertThat(health.unreadiness()).isEmpty());
        }
    }

    private static Health health(ConnectionStatus... connections) {
        return new IngestHealth(() -> status(List.of(connections)), () -> false);
    }

    private static ConnectionStatus connection(Duration silence) {
        return new ConnectionStatus(3, Optional.of(Duration.ofMinutes(1)), Optional.empty(), Optional.of(silence));
    }

    private static IngestStatus status(List<ConnectionStatus> connections) {
        return new IngestStatus(
                new IngestCounters(new SimpleMeterRegistry()).snapshot(),
                Set.of(),
                Set.of(),
                Set.of(),
                Map.of(),
                connections,
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }
}
