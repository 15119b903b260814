package io.market1s.simulator;

import static io.market1s.simulator.TestClient.PATIENCE;
import static io.market1s.simulator.TestClient.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.market1s.simulator.server.ProtocolSettings;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeepAliveIT {
    @Test
    void dropsAConnectionThatSendsNothingWithoutACloseFrame() throws IOException {
        try (UpbitSimulator simulator = startWithIdleTimeout(Duration.ofMillis(600));
                TestClient client = TestClient.connect(simulator)) {
            client.request(type("orderbook", "KRW-BTC"));
            client.awaitEnd();

            assertThat(client.endedWithoutCloseFrame()).isTrue();
            assertThat(client.frames).isNotEmpty();
        }
    }

    @Test
    void keepsAConnectionThatPingsAndAnswersWithPongs() throws IOException {
        try (UpbitSimulator simulator = startWithIdleTimeout(Duration.ofMillis(600));
                TestClient client = TestClient.connect(simulator)) {
            await().pollInterval(Duration.ofMillis(150)).atMost(PATIENCE).until(() -> {
                client.ping("p" + client.pongs.size());
                return client.pongs.size() >= 10;
            });

            assertThat(client.pongs).startsWith("p0", "p1");
            assertThat(client.isOpen()).isTrue();
        }
    }

    @Test
    void answersTheTextPingWithAStatusAgainAndAgain() throws IOException {
        ProtocolSettings protocol = ProtocolSettings.upbit().withStatusInterval(Duration.ofMillis(100));
        try (UpbitSimulator simulator =
                        UpbitSimulator.start(SimulatorSettings.synthetic(1).withProtocol(protocol));
                TestClient client = TestClient.connect(simulator)) {
            client.send("PING");
            client.awaitFrames(4);

            assertThat(client.texts()).containsOnly("{\"status\":\"UP\"}");
            Duration three = Duration.ofNanos(client.arrivals.get(3) - client.arrivals.get(0));
            assertThat(three).isGreaterThan(Duration.ofMillis(200));
        }
    }

    private static UpbitSimulator startWithIdleTimeout(Duration timeout) throws IOException {
        ProtocolSettings protocol = ProtocolSettings.upbit().withIdleTimeout(timeout);
        return UpbitSimulator.start(SimulatorSettings.synthetic(1).withProtocol(protocol));
    }
}
