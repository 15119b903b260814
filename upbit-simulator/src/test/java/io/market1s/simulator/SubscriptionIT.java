package io.market1s.simulator;

import static io.market1s.simulator.TestClient.PATIENCE;
import static io.market1s.simulator.TestClient.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.market1s.data.OrderBook;
import io.market1s.data.Ticker;
import io.market1s.data.Trade;
import io.market1s.data.upbit.Frame;
import io.market1s.simulator.frame.MadeTrade;
import io.market1s.simulator.server.ProtocolSettings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SubscriptionIT {
    private static UpbitSimulator simulator;

    @BeforeAll
    static void start() throws IOException {
        ProtocolSettings protocol =
                ProtocolSettings.upbit().unlimited().withFirstData(Duration.ZERO, Duration.ofMillis(20));
        simulator = UpbitSimulator.start(SimulatorSettings.synthetic(1).withProtocol(protocol));
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @Test
    void sendsEveryFrameAsBinary() {
        try (TestClient client = TestClient.connect(simulator)) {
            client.send("PING").request(type("trade", "KRW-BTC"), type("orderbook", "KRW-BTC"));
            client.awaitFrames(10);
            client.send("nonsense").awaitText("WRONG_FORMAT");

            assertThat(client.texts).isEmpty();
            assertThat(client.texts()).anyMatch(text -> text.contains("\"status\":\"UP\""));
        }
    }

    @Test
    void beginsEachSubscriptionWithOneSnapshotThenSendsRealtimeOnly() {
        try (TestClient client = TestClient.connect(simulator)) {
            client.request(
                    type("trade", "KRW-BTC", "KRW-ETH"), type("orderbook", "KRW-BTC"), type("ticker", "KRW-BTC"));
            client.awaitFrames(40);

            List<Frame.Market> frames = client.markets();
            assertThat(frames.subList(0, 4)).allMatch(Frame.Market::snapshot);
            assertThat(frames.subList(0, 4))
                    .extracting(frame -> frame.event().getClass().getSimpleName() + " "
                            + frame.event().symbol())
                    .containsExactlyInAnyOrder("Trade KRW-BTC", "Trade KRW-ETH", "OrderBook KRW-BTC", "Ticker KRW-BTC");
            assertThat(frames.subList(4, frames.size())).noneMatch(Frame.Market::snapshot);
            assertThat(frames).anyMatch(frame -> frame.event() instanceof Ticker && !frame.snapshot());
        }
    }

    @Test
    void waitsAtLeast170MillisecondsBeforeTheFirstData() throws IOException {
        try (UpbitSimulator real = UpbitSimulator.start(SimulatorSettings.synthetic(1));
                TestClient client = TestClient.connect(real)) {
            Instant sent = Instant.now();
            client.request(type("orderbook", "KRW-BTC"));
            client.awaitFrames(1);

            // Timers may strike a little early.
            assertThat(client.arrivals.get(0)).isAfter(sent.plusMillis(168));
        }
    }

    @Test
    void replacesAllSubscriptionsByTheSecondRequest() {
        try (TestClient client = TestClient.connect(simulator)) {
            client.request(type("trade", "KRW-BTC"), type("orderbook", "KRW-BTC"));
            client.awaitFrames(5);
            client.request(type("orderbook", "KRW-XRP"));
            client.awaitText("KRW-XRP");
            int first = 0;
            while (!client.texts().get(first).contains("KRW-XRP")) {
                first++;
            }
            client.awaitFrames(first + 15);

            List<Frame.Market> after = client.markets().subList(first, first + 15);
            assertThat(after).extracting(frame -> frame.event().symbol()).containsOnly("KRW-XRP");
            assertThat(after).allMatch(frame -> frame.event() instanceof OrderBook);
        }
    }

    @Test
    void isSilentAboutCodesThatItDoesNotKnowAndServesTheOthers() {
        try (TestClient client = TestClient.connect(simulator)) {
            client.request(type("orderbook", "krw-eth", "KRW-NONE", "KRW-BTC"), type("trade", "KRW-BTC.5"));
            client.awaitFrames(10);

            assertThat(client.markets())
                    .allMatch(frame -> frame.event() instanceof OrderBook
                            && frame.event().symbol().equals("KRW-BTC"));
        }
    }

    @Test
    void cutsBooksToTheUnitsOfTheSuffixAndLeavesItOutOfTheCode() {
        assertThat(unitsOf("KRW-BTC.1")).isEqualTo(1);
        assertThat(unitsOf("KRW-BTC.5")).isEqualTo(5);
        assertThat(unitsOf("KRW-BTC.15")).isEqualTo(15);
        assertThat(unitsOf("KRW-BTC.30")).isEqualTo(30);
        assertThat(unitsOf("KRW-BTC.7")).isEqualTo(30);
        assertThat(unitsOf("KRW-BTC")).isEqualTo(30);
    }

    @Test
    void leavesSnapshotsOutIfOnlyRealtimeIsWanted() {
        try (TestClient client = TestClient.connect(simulator)) {
            client.request("{\"type\":\"trade\",\"codes\":[\"KRW-BTC\"],\"is_only_realtime\":true}");
            client.awaitFrames(5);

            assertThat(client.markets()).noneMatch(Frame.Market::snapshot);
        }
    }

    @Test
    void sendsNothingButSnapshotsIfOnlyTheyAreWanted() {
        try (TestClient client = TestClient.connect(simulator);
                TestClient witness = TestClient.connect(simulator)) {
            client.request("{\"type\":\"orderbook\",\"codes\":[\"KRW-BTC\",\"KRW-ETH\"],\"is_only_snapshot\":true}");
            client.awaitFrames(2);
            witness.request(type("orderbook", "KRW-BTC"));
            witness.awaitFrames(15);

            assertThat(client.markets()).hasSize(2).allMatch(Frame.Market::snapshot);
        }
    }

    @Test
    void repeatsTheLastTradeOnEachSubscription() {
        try (TestClient client = TestClient.connect(simulator)) {
            client.request(type("trade", "USDT-BTC"));
            client.awaitFrames(1);
            client.request(type("trade", "USDT-BTC"));

            await().atMost(PATIENCE)
                    .until(() -> client.trades(Frame.Market::snapshot).size() == 2);
            List<Trade> snapshots = client.trades(Frame.Market::snapshot);
            Trade first = snapshots.get(0);
            List<Trade> madeMeanwhile =
                    simulator.tally().newestTrades("USDT-BTC", Instant.MAX, null, Integer.MAX_VALUE).stream()
                            .map(MadeTrade::trade)
                            .filter(trade -> !trade.time().isBefore(first.time()))
                            .toList();
            assertThat(snapshots.get(1)).matches(again -> again.equals(first) || madeMeanwhile.contains(again));
        }
    }

    private static int unitsOf(String code) {
        try (TestClient client = TestClient.connect(simulator)) {
            client.request(type("orderbook", code));
            client.awaitFrames(3);
            List<Integer> units = client.texts().stream()
                    .peek(text -> assertThat(text).contains("\"code\":\"KRW-BTC\"", "\"stream_type\":"))
                    .map(text -> text.split("ask_price", -1).length - 1)
                    .distinct()
                    .toList();
            assertThat(units).hasSize(1);
            return units.get(0);
        }
    }
}
