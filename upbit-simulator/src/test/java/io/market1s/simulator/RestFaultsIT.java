package io.market1s.simulator;

import static io.market1s.simulator.TestClient.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.market1s.simulator.fault.Refusal;
import io.market1s.simulator.market.MarketSpec;
import io.market1s.simulator.server.ProtocolSettings;
import io.market1s.simulator.tally.RequestLog;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RestFaultsIT {
    private static final String TRADES = "/v1/trades/ticks?market=KRW-BTC&count=500";
    private static final Duration LONG = Duration.ofMinutes(10);

    private UpbitSimulator simulator;

    @BeforeEach
    void start() throws IOException {
        simulator = UpbitSimulator.start(SimulatorSettings.synthetic(3)
                .withProtocol(ProtocolSettings.upbit().unlimited())
                .withMarkets(List.of(MarketSpec.of("KRW-BTC").times(4))));
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void restIsBehindByWhatItIsTold() throws Exception {
        Instant started = Instant.now();
        await().atMost(PATIENCE).until(() -> Instant.now().isAfter(started.plusSeconds(4)));
        simulator.faults().restBehind(Duration.ofSeconds(3));
        long latest = Instant.now().minusSeconds(3).toEpochMilli() + 500;

        List<Json> trades = Json.array(get(TRADES).body());
        Json ticker = Json.array(get("/v1/ticker?markets=KRW-BTC").body()).get(0);
        List<Json> candles =
                Json.array(get("/v1/candles/seconds?market=KRW-BTC&count=9").body());
        assertThat(trades.get(0).number("timestamp").longValue()).isLessThan(latest);
        assertThat(ticker.number("trade_timestamp").longValue()).isLessThan(latest);
        assertThat(candles.get(0).number("timestamp").longValue()).isLessThan(latest + 1000);

        simulator.faults().clear();
        await().atMost(PATIENCE)
                .until(() -> Json.array(get(TRADES).body())
                                .get(0)
                                .number("timestamp")
                                .longValue()
                        > latest);
    }

    @Test
    void aMarketInTheListIsNotFoundForAWhile() throws Exception {
        simulator.faults().refuseRest(404, Duration.ofMillis(600), Refusal.Told.NOT);

        HttpResponse<String> answer = get(TRADES);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"error\":{\"name\":404,\"message\":\"Code not found\"}}");
        assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
        assertThat(get("/v1/market/all").body()).contains("KRW-BTC");
        await().atMost(PATIENCE).until(() -> get(TRADES).statusCode() == 200);
    }

    @Test
    void tellsInTheHeaderHowLongRequestsAreTooMany() throws Exception {
        simulator.faults().refuseRest(429, LONG, Refusal.Told.HEADER);

        HttpResponse<String> answer = get(TRADES);
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(Long.parseLong(answer.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(590L, 600L);
        assertThat(answer.body()).doesNotContain("Retry");
        assertThat(get("/v1/market/all").statusCode()).isEqualTo(429);
    }

    @Test
    void tellsInTheBodyHowLongAnAddressIsBlocked() throws Exception {
        simulator.faults().refuseRest(418, LONG, Refusal.Told.BODY);

        HttpResponse<String> answer = get(TRADES);
        assertThat(answer.statusCode()).isEqualTo(418);
        assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
        assertThat(answer.body()).containsPattern("Retry after (59\\d|600) seconds");
        simulator.faults().clear();
        assertThat(get(TRADES).statusCode()).isEqualTo(200);
    }

    @Test
    void blocksUpgradesTooAndKnowsWhoAskedAllTheSame() throws Exception {
        Instant from = Instant.now();
        simulator.faults().block(418, LONG, Refusal.Told.BOTH);
        String upgrade = TestHttp.upgrade(simulator, "/websocket/v1");
        get(TRADES);

        assertThat(upgrade).startsWith("HTTP/1.1 418").containsPattern("(?i)retry-after: (59\\d|600)");
        assertThat(simulator.requests().since(from))
                .extracting(RequestLog.Request::path, RequestLog.Request::status)
                .containsExactly(tuple("/websocket/v1", 418), tuple("/v1/trades/ticks", 418));
        assertThat(simulator.requests().since(from).get(1).query()).isEqualTo("market=KRW-BTC&count=500");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return TestHttp.get(simulator, path);
    }
}
