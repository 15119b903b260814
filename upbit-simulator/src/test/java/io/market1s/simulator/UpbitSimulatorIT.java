package io.market1s.simulator;

import static io.market1s.simulator.TestClient.PATIENCE;
import static io.market1s.simulator.TestClient.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.market1s.data.Trade;
import io.market1s.simulator.server.ProtocolSettings;
import io.market1s.simulator.tally.Tally;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class UpbitSimulatorIT {
    /** The tally is what the table is compared with (promise 3): it must be what a client that misses nothing counts. */
    @Test
    void talliesExactlyTheTradesThatAClientReceives() throws IOException {
        try (UpbitSimulator simulator = UpbitSimulator.start(SimulatorSettings.synthetic(11));
                TestClient client = TestClient.connect(simulator)) {
            List<String> symbols = simulator.symbols();
            client.request(type("trade", symbols.toArray(new String[0])));
            client.awaitFrames(symbols.size());
            Instant from = Instant.ofEpochSecond(Instant.now().getEpochSecond() + 2);
            Instant to = from.plusSeconds(4);
            Instant after = to.plusSeconds(2);
            await("all trades up to then are made")
                    .atMost(PATIENCE)
                    .until(() -> simulator
                                    .tally()
                                    .between("KRW-BTC", after, Instant.MAX)
                                    .trades()
                            > 0);

            for (String symbol : symbols) {
                Tally.Totals made = simulator.tally().between(symbol, from, to);
                await(symbol).atMost(PATIENCE).untilAsserted(() -> {
                    Set<Trade> received = client
                            .trades(frame -> frame.event().symbol().equals(symbol))
                            .stream()
                            .filter(trade -> !trade.time().isBefore(from.minusSeconds(1))
                                    && trade.time().isBefore(to))
                            .collect(Collectors.toCollection(HashSet::new));
                    assertThat(made.trades()).isEqualTo(received.size());
                    assertThat(made.volume())
                            .isEqualByComparingTo(
                                    received.stream().map(Trade::volume).reduce(BigDecimal.ZERO, BigDecimal::add));
                    assertThat(made.value())
                            .isEqualByComparingTo(received.stream()
                                    .map(trade -> trade.price().multiply(trade.volume()))
                                    .reduce(BigDecimal.ZERO, BigDecimal::add));
                });
            }
            assertThat(simulator.tally().between("KRW-BTC", from, to).trades()).isPositive();
            assertThat(simulator.captureShiftMillis()).isEmpty();
        }
    }

    @Test
    void sendsTheSameFramesCompressed() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (UpbitSimulator simulator = UpbitSimulator.start(SimulatorSettings.synthetic(1))) {
            BlockingQueue<Buffer> frames = new LinkedBlockingQueue<>();
            WebSocketConnectOptions connect = new WebSocketConnectOptions()
                    .setHost("127.0.0.1")
                    .setPort(simulator.webSocketUri().getPort())
                    .setURI("/websocket/v1");
            // Held until the end: Vert.x closes a client that nobody holds any more, with its connections.
            WebSocketClient client =
                    vertx.createWebSocketClient(new WebSocketClientOptions().setTryUsePerMessageCompression(true));
            client.connect(connect).onSuccess(socket -> {
                socket.binaryMessageHandler(frames::add);
                socket.writeTextMessage("[{\"ticket\":\"t\"}," + type("orderbook", "KRW-BTC") + "]");
            });
            for (int i = 0; i < 5; i++) {
                Buffer frame = frames.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                assertThat(frame).isNotNull();
                TestClient.parse(frame.getBytes());
            }
            client.close();
        } finally {
            vertx.close();
        }
    }

    @Test
    void namesAPortThatIsTaken() throws IOException {
        try (UpbitSimulator first = UpbitSimulator.start(SimulatorSettings.synthetic(1))) {
            int port = first.webSocketUri().getPort();

            assertThatThrownBy(() ->
                            UpbitSimulator.start(SimulatorSettings.synthetic(1).withPort(port)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("127.0.0.1:" + port);
        }
    }

    @Test
    void leavesNoThreadThatKeepsTheProcessAlive() throws IOException {
        Set<Thread> before = liveThreads();
        ProtocolSettings protocol = ProtocolSettings.upbit().withStatusInterval(Duration.ofMillis(10));
        UpbitSimulator simulator =
                UpbitSimulator.start(SimulatorSettings.synthetic(1).withProtocol(protocol));
        try (TestClient client = TestClient.connect(simulator)) {
            client.send("PING").awaitFrames(2);
            simulator.close();
            simulator.close();
            client.awaitEnd();
        }

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(liveThreads())
                .allMatch(thread -> thread.isDaemon()
                        || before.contains(thread)
                        || thread.getName().matches("(HttpClient|awaitility).*")));
    }

    private static Set<Thread> liveThreads() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }
}
