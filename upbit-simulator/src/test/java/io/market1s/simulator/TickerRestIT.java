package io.market1s.simulator;

import static io.market1s.simulator.TestClient.PATIENCE;
import static io.market1s.simulator.TestClient.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.market1s.data.Trade;
import io.market1s.simulator.frame.MadeTrade;
import io.market1s.simulator.market.MarketSpec;
import io.market1s.simulator.server.ProtocolSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the market list, tickers, books and candles of REST say, against what was made. */
class TickerRestIT {
    private static final String XRP = "KRW-XRP";

    private UpbitSimulator simulator;

    @BeforeEach
    void start() throws IOException {
        ProtocolSettings protocol =
                ProtocolSettings.upbit().unlimited().withFirstData(Duration.ZERO, Duration.ofMillis(5));
        simulator = UpbitSimulator.start(SimulatorSettings.synthetic(7)
                .withProtocol(protocol)
                .withMarkets(List.of(MarketSpec.of(XRP), MarketSpec.of("BTC-ETH"), MarketSpec.of("USDT-BTC"))));
        await().atMost(PATIENCE).until(() -> made().size() > 30);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void aMarketThatRestsHasTheVolumeOfAllItsTrades() throws Exception {
        simulator.listings().pause(XRP);
        Trade last = made().get(0).trade();
        await().atMost(PATIENCE).until(() -> Instant.now().isAfter(last.time()));
        Json ticker = Json.array(get("/v1/ticker?markets=" + XRP)).get(0);

        // Of the day: at midnight UTC the earlier trades do not count any more.
        Instant midnight = last.time().truncatedTo(ChronoUnit.DAYS);
        List<Trade> today = made().stream()
                .map(MadeTrade::trade)
                .filter(trade -> !trade.time().isBefore(midnight))
                .toList();
        assertThat(ticker.text("market")).isEqualTo(XRP);
        assertThat(ticker.number("trade_timestamp").longValue())
                .isEqualTo(last.time().toEpochMilli());
        assertThat(ticker.number("trade_price")).isEqualByComparingTo(last.price());
        assertThat(ticker.number("trade_volume")).isEqualByComparingTo(last.volume());
        assertThat(ticker.number("acc_trade_volume"))
                .isEqualByComparingTo(today.stream().map(Trade::volume).reduce(BigDecimal.ZERO, BigDecimal::add));
        assertThat(ticker.fields()).doesNotContainKeys("type", "code", "stream_type", "acc_ask_volume");
    }

    @Test
    void listsTheTickersOfAQuoteCurrency() throws Exception {
        assertThat(markets("/v1/ticker/all?quote_currencies=KRW")).containsExactly(XRP);
        assertThat(markets("/v1/ticker/all?quote_currencies=USDT,KRW")).containsExactly(XRP, "USDT-BTC");
        assertThat(markets("/v1/ticker/all?quote_currencies=JPY")).isEmpty();
        assertThat(markets("/v1/ticker?markets=USDT-BTC,KRW-XRP")).containsExactly("USDT-BTC", XRP);
    }

    @Test
    void showsTheNewestBookWithAsManyUnitsAsAskedFor() throws Exception {
        String whole = get("/v1/orderbook?markets=" + XRP + ",BTC-ETH");
        String five = get("/v1/orderbook?markets=" + XRP + "&count=5");

        assertThat(Json.array(whole)).extracting(book -> book.text("market")).containsExactly(XRP, "BTC-ETH");
        assertThat(whole.split("ask_price", -1)).hasSize(61);
        assertThat(five.split("ask_price", -1)).hasSize(6);
        assertThat(Json.array(five).get(0).fields())
                .containsKeys("timestamp", "total_ask_size", "total_bid_size", "level")
                .doesNotContainKeys("type", "code", "stream_type");
    }

    @Test
    void minuteCandlesSumUpTheirSeconds() throws Exception {
        simulator.listings().pause(XRP);
        List<Json> minutes = Json.array(get("/v1/candles/minutes/1?market=" + XRP + "&count=200"));
        List<Json> day = Json.array(get("/v1/candles/minutes/240?market=" + XRP + "&count=200"));
        List<Json> seconds = Json.array(get("/v1/candles/seconds?market=" + XRP + "&count=200"));

        assertThat(sum(minutes, "candle_acc_trade_volume"))
                .isEqualByComparingTo(sum(seconds, "candle_acc_trade_volume"));
        assertThat(sum(day, "candle_acc_trade_price")).isEqualByComparingTo(sum(seconds, "candle_acc_trade_price"));
        Json newest = minutes.get(0);
        assertThat(newest.text("candle_date_time_utc")).endsWith(":00");
        assertThat(newest.text("unit")).isEqualTo("1");
        assertThat(newest.number("trade_price"))
                .isEqualByComparingTo(seconds.get(0).number("trade_price"));
        assertThat(newest.text("timestamp")).isEqualTo(seconds.get(0).text("timestamp"));
    }

    @Test
    void theLastTradeOfTheWebSocketIsThatOfTheTickerOfRest() throws Exception {
        simulator.listings().pause(XRP);
        Instant last = made().get(0).trade().time();
        try (TestClient client = TestClient.connect(simulator)) {
            client.request(type("trade", XRP), type("ticker", XRP));
            client.awaitText("\"ticker\"");
            // What was made just before the pause is still on its way for some hundred milliseconds.
            await().atMost(PATIENCE).until(() -> client.trades(frame -> true).stream()
                    .anyMatch(trade -> trade.time().equals(last)));

            Json ticker = Json.array(get("/v1/ticker?markets=" + XRP)).get(0);
            assertThat(ticker.number("trade_timestamp").longValue()).isEqualTo(last.toEpochMilli());
        }
    }

    @Test
    void saysWhatIsWrongWithARequest() throws Exception {
        assertThat(answer("/v1/ticker").statusCode()).isEqualTo(400);
        assertThat(answer("/v1/ticker/all").statusCode()).isEqualTo(400);
        assertThat(answer("/v1/ticker?markets=KRW-XRP,KRW-NONE").statusCode()).isEqualTo(404);
        assertThat(answer("/v1/orderbook?markets=KRW-NONE").body())
                .isEqualTo("{\"error\":{\"name\":404,\"message\":\"Code not found\"}}");
        assertThat(answer("/v1/candles/minutes/2?market=KRW-XRP").statusCode()).isEqualTo(400);
        assertThat(answer("/v1/candles/minutes/1?market=KRW-NONE").statusCode()).isEqualTo(404);
    }

    @Test
    void namesTheGroupOfEachPath() throws Exception {
        assertThat(group("/v1/ticker?markets=KRW-XRP")).isEqualTo("ticker");
        assertThat(group("/v1/ticker/all?quote_currencies=KRW")).isEqualTo("ticker");
        assertThat(group("/v1/orderbook?markets=KRW-XRP")).isEqualTo("orderbook");
        assertThat(group("/v1/candles/minutes/1?market=KRW-XRP")).isEqualTo("candles");
        assertThat(group("/v1/trades/ticks?market=KRW-XRP")).isEqualTo("crix-trades");
    }

    private List<MadeTrade> made() {
        return simulator.tally().newestTrades(XRP, Instant.MAX, null, Integer.MAX_VALUE);
    }

    private List<String> markets(String path) throws Exception {
        return Json.array(get(path)).stream()
                .map(ticker -> ticker.text("market"))
                .toList();
    }

    private static BigDecimal sum(List<Json> candles, String field) {
        return candles.stream().map(candle -> candle.number(field)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private String group(String path) throws Exception {
        String remaining = answer(path).headers().firstValue("Remaining-Req").orElseThrow();
        return remaining.substring("group=".length(), remaining.indexOf(';'));
    }

    private String get(String path) throws Exception {
        HttpResponse<String> response = answer(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    private HttpResponse<String> answer(String path) throws Exception {
        return TestHttp.get(simulator, path);
    }
}
