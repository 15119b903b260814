package io.market1s.simulator;

import static io.market1s.simulator.TestClient.PATIENCE;
import static io.market1s.simulator.TestClient.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.market1s.simulator.market.MarketSpec;
import io.market1s.simulator.server.ProtocolSettings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListingsIT {
    private static final String BTC = "KRW-BTC";
    private static final String NEW = "KRW-NEW";

    private UpbitSimulator simulator;

    @BeforeEach
    void start() throws IOException {
        ProtocolSettings fast = ProtocolSettings.upbit().unlimited().withFirstData(Duration.ZERO, Duration.ofMillis(5));
        simulator = UpbitSimulator.start(SimulatorSettings.synthetic(3)
                .withProtocol(fast)
                .withMarkets(List.of(MarketSpec.of(BTC), MarketSpec.of("KRW-XRP"))));
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void aNewMarketIsInTheListAndCanBeSubscribedTo() throws Exception {
        assertThat(TestHttp.get(simulator, "/v1/trades/ticks?market=" + NEW).statusCode())
                .isEqualTo(404);
        simulator.listings().list(MarketSpec.of(NEW).times(20));

        assertThat(TestHttp.get(simulator, "/v1/market/all").body()).contains(NEW);
        assertThat(simulator.symbols()).containsExactly(BTC, "KRW-XRP", NEW);
        try (TestClient client = TestClient.connect(simulator).request(type("trade", NEW), type("orderbook", NEW))) {
            client.awaitFrames(20);
        }
        assertThatThrownBy(() -> simulator.listings().list(MarketSpec.of(BTC)))
                .hasMessageContaining("listed twice: KRW-BTC");
    }

    @Test
    void aDelistedMarketTradesNoMoreUntilItIsListedAgain() throws Exception {
        simulator.listings().delist(BTC);
        Instant gone = Instant.now().plusMillis(200);

        assertThat(TestHttp.get(simulator, "/v1/market/all").body()).doesNotContain(BTC);
        assertThat(TestHttp.get(simulator, "/v1/ticker?markets=" + BTC).statusCode())
                .isEqualTo(404);
        awaitOthers();
        assertThat(tradesSince(gone)).isZero();

        simulator.listings().listAgain(BTC);
        await().atMost(PATIENCE).until(() -> tradesSince(gone) > 3);
        assertThat(TestHttp.get(simulator, "/v1/market/all").body()).contains(BTC);
    }

    @Test
    void aMarketThatRestsIsListedAndShowsItsLastState() throws Exception {
        simulator.listings().pause(BTC);
        Instant paused = Instant.now().plusMillis(700);
        awaitOthers();
        try (TestClient client = TestClient.connect(simulator).request(type("trade", BTC), type("orderbook", BTC))) {
            client.awaitFrames(2);
            assertThat(client.texts()).hasSize(2).allMatch(text -> text.contains("SNAPSHOT"));

            simulator.listings().after(Duration.ofMillis(100)).resume(BTC);
            client.awaitFrames(10);
        }
        assertThat(TestHttp.get(simulator, "/v1/market/all").body()).contains(BTC);
        assertThat(tradesSince(paused)).isPositive();
    }

    private void awaitOthers() {
        Instant from = Instant.now();
        await().atMost(PATIENCE)
                .until(() -> simulator
                                .tally()
                                .between("KRW-XRP", from.plusSeconds(1), from.plusSeconds(60))
                                .trades()
                        > 3);
    }

    private long tradesSince(Instant from) {
        return simulator.tally().newestTrades(BTC, Instant.MAX, null, Integer.MAX_VALUE).stream()
                .filter(made -> made.trade().time().isAfter(from))
                .count();
    }
}
