package io.market1s.simulator;

import static io.market1s.simulator.TestClient.PATIENCE;
import static io.market1s.simulator.TestClient.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.market1s.simulator.server.ProtocolSettings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeepAliveIT {
    @Test
    void dropsAConnectionThatSendsNothingWithoutACloseFrame() throws IOException {
        try (UpbitSimulator simulator = startWithIdleTimeout(Duration.ofSeconds(2));
                TestClient client = TestClient.connect(simulator)) {
            client.request(type("orderbook", "KRW-BTC"));
            client.awaitEnd();

            assertThat(client.endedWithoutCloseFrame()).isTrue();
            assertThat(client.frames).isNotEmpty();
        }
    }

    @Test
    void keepsAConnectionThatPingsAndAnswersWithPongs() throws IOException {
        Duration timeout = Duration.ofSeconds(2);
        try (UpbitSimulator simulator = startWithIdleTimeout(timeout);
                TestClient client = TestClient.connect(simulator)) {
            Instant connected = Instant.now();
            AtomicInteger pings = new AtomicInteger();
            await().atMost(PATIENCE).until(() -> {
                client.ping("p" + pings.getAndIncrement());
                return Instant.now().isAfter(connected.plus(timeout.multipliedBy(2)));
            });
            await().atMost(PATIENCE).until(() -> client.pongs.size() == pings.get());

            assertThat(client.pongs).startsWith("p0", "p1", "p2");
            assertThat(client.isOpen()).isTrue();
        }
    }

    @Test
    void answersTheTextPingWithAStatusAgainAndAgain() throws IOException {
        ProtocolSettings protocol = ProtocolSettings.upbit().withStatusInterval(Duration.ofMillis(100));
        try (UpbitSimulator simulator =
                        UpbitSimulator.start(SimulatorSettings.synthetic(1).withProtocol(protocol));
                TestClient client = TestClient.connect(simulator)) {
            Instant asked = Instant.now();
            client.send("PING");
            client.awaitFrames(4);

            assertThat(client.texts()).containsOnly("{\"status\":\"UP\"}");
            assertThat(client.arrivals.get(3)).isAfter(asked.plusMillis(290));
        }
    }

    private static UpbitSimulator startWithIdleTimeout(Duration timeout) throws IOException {
        ProtocolSettings protocol = ProtocolSettings.upbit().withIdleTimeout(timeout);
        return UpbitSimulator.start(SimulatorSettings.synthetic(1).withProtocol(protocol));
    }
}
