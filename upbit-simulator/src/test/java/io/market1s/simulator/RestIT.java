package io.market1s.simulator;

import static io.market1s.simulator.TestClient.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.market1s.data.Trade;
import io.market1s.data.TradeSummary;
import io.market1s.data.json.MalformedException;
import io.market1s.data.upbit.UpbitParser;
import io.market1s.simulator.server.ProtocolSettings;
import io.market1s.simulator.tally.Tally;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What back-fill and the comparison of candles rely on. Nobody is connected here: trades are made all the same. */
class RestIT {
    private static Clock clock;
    private static UpbitSimulator simulator;

    @BeforeAll
    static void start() throws IOException {
        // At noon when the tests begin: what asks for a time of the day must not meet midnight.
        clock = Clock.offset(Clock.systemUTC(), Duration.between(LocalTime.now(ZoneOffset.UTC), LocalTime.NOON));
        ProtocolSettings protocol = ProtocolSettings.upbit().unlimited();
        simulator = UpbitSimulator.start(
                SimulatorSettings.synthetic(7).withProtocol(protocol).withClock(clock));
        await().atMost(PATIENCE).until(() -> btc(Instant.EPOCH, Instant.MAX).trades() > 25);
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @Test
    void listsTheMarkets() throws Exception {
        String plain = get("/v1/market/all");
        String detailed = get("/v1/market/all?is_details=true");

        assertThat(plain).contains("\"market\":\"KRW-BTC\"", "\"market\":\"BTC-ETH\"", "\"english_name\"");
        assertThat(plain).doesNotContain("market_event");
        assertThat(detailed).contains("market_event");
    }

    @Test
    void spellsNumbersWithEightDecimalsWhateverTheWebSocketDoes() throws Exception {
        String trade = get("/v1/trades/ticks?market=KRW-BTC");

        assertThat(trade)
                .matches("\\[\\{\"market\":\"KRW-BTC\",\"trade_date_utc\":\"\\d{4}-\\d\\d-\\d\\d\","
                        + "\"trade_time_utc\":\"\\d\\d:\\d\\d:\\d\\d\",\"timestamp\":\\d{13},"
                        + "\"trade_price\":\\d+\\.\\d{8},\"trade_volume\":\\d+\\.\\d{8},"
                        + "\"prev_closing_price\":116539000\\.0{8},\"change_price\":-?\\d+\\.\\d{8},"
                        + "\"ask_bid\":\"(BID|ASK)\",\"sequential_id\":\\d{17}}]");
    }

    @Test
    void givesEveryTradeOnceByCursorNewestFirst() throws Exception {
        List<Trade> paged = new ArrayList<>(trades("/v1/trades/ticks?market=KRW-BTC&count=7"));
        Instant newest = paged.get(0).time();
        for (List<Trade> page = paged; !page.isEmpty(); ) {
            long cursor = page.get(page.size() - 1).sequentialId();
            page = trades("/v1/trades/ticks?market=KRW-BTC&count=7&cursor=" + cursor);
            paged.addAll(page);
        }

        assertThat(paged)
                .isSortedAccordingTo(Comparator.comparing(Trade::time)
                        .thenComparing(Trade::sequentialId)
                        .reversed());
        Instant from = Instant.EPOCH;
        // What is newer may not all have been made when the newest was.
        Instant end = Instant.ofEpochSecond(newest.getEpochSecond() - 1);
        List<Trade> whole =
                paged.stream().filter(trade -> trade.time().isBefore(end)).toList();
        assertThat(whole).hasSize((int) btc(from, end).trades());
        assertThat(sumOfVolumes(whole)).isEqualByComparingTo(btc(from, end).volume());
    }

    @Test
    void endsBeforeTheTimeThatItIsAskedFor() throws Exception {
        Instant to = settledSecond();
        String time = to.toString().substring(11, 19);

        List<Trade> colons = trades("/v1/trades/ticks?market=KRW-BTC&count=500&to=" + time);
        List<Trade> compact = trades("/v1/trades/ticks?market=KRW-BTC&count=500&to=" + time.replace(":", ""));

        assertThat(colons).isNotEmpty().allMatch(trade -> trade.time().isBefore(to));
        assertThat(compact).isEqualTo(colons);
    }

    @Test
    void makesCandlesOfTheTallyLabelledByTheOpenOfTheSecond() throws Exception {
        Instant to = settledSecond();
        List<Tally.Second> tally = simulator.tally().seconds("KRW-BTC", to.minusSeconds(100), to);
        String candles = get("/v1/candles/seconds?market=KRW-BTC&count=200&to=" + to);

        Tally.Second newest = tally.get(tally.size() - 1);
        TradeSummary.Ohlc prices = Objects.requireNonNull(newest.trades().prices());
        String label = newest.end().minusSeconds(1).toString().substring(0, 19);
        assertThat(candles.split("candle_date_time_utc", -1)).hasSize(tally.size() + 1);
        assertThat(candles).startsWith("[{\"market\":\"KRW-BTC\",\"candle_date_time_utc\":\"" + label + "\"");
        Map<String, BigDecimal> first = numbers(candles);
        assertThat(first.get("opening_price")).isEqualByComparingTo(prices.open());
        assertThat(first.get("high_price")).isEqualByComparingTo(prices.high());
        assertThat(first.get("low_price")).isEqualByComparingTo(prices.low());
        assertThat(first.get("trade_price")).isEqualByComparingTo(prices.close());
        assertThat(first.get("candle_acc_trade_price"))
                .isEqualByComparingTo(newest.trades().value());
        assertThat(first.get("candle_acc_trade_volume"))
                .isEqualByComparingTo(newest.trades().volume());
    }

    @Test
    void saysWhatIsWrongWithARequest() throws Exception {
        assertThat(status("/v1/trades/ticks")).isEqualTo(400);
        assertThat(status("/v1/trades/ticks?market=KRW-NONE")).isEqualTo(404);
        assertThat(status("/v1/trades/ticks?market=KRW-BTC&count=501")).isEqualTo(400);
        assertThat(status("/v1/trades/ticks?market=KRW-BTC&cursor=x")).isEqualTo(400);
        assertThat(status("/v1/candles/seconds?market=KRW-BTC&count=201")).isEqualTo(400);
        assertThat(status("/v1/candles/seconds?market=KRW-BTC&to=yesterday")).isEqualTo(400);
        assertThat(status("/v1/orders")).isEqualTo(404);
    }

    /** The second that has just begun, once every trade before it is made. */
    private static Instant settledSecond() {
        Instant second = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        await().atMost(PATIENCE)
                .until(() -> btc(second.plusSeconds(2), Instant.MAX).trades() > 0);
        return second;
    }

    private static Tally.Totals btc(Instant from, Instant to) {
        return simulator.tally().between("KRW-BTC", from, to);
    }

    private static BigDecimal sumOfVolumes(List<Trade> trades) {
        return trades.stream().map(Trade::volume).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The decimal fields of an array's first object. */
    private static Map<String, BigDecimal> numbers(String array) {
        Map<String, BigDecimal> numbers = new LinkedHashMap<>();
        for (String field : array.substring(2, array.indexOf('}')).split(",", -1)) {
            String[] parts = field.split(":", 2);
            if (parts[1].matches("[0-9.]+")) {
                numbers.put(parts[0].replace("\"", ""), new BigDecimal(parts[1]));
            }
        }
        return numbers;
    }

    private static List<Trade> trades(String path) throws Exception {
        String body = get(path);
        List<Trade> trades = new ArrayList<>();
        for (String element : body.substring(1, body.length() - 1).split("(?<=})", -1)) {
            String json = element.startsWith(",") ? element.substring(1) : element;
            if (!json.isEmpty()) {
                trades.add(parse(json));
            }
        }
        return trades;
    }

    private static Trade parse(String json) throws MalformedException {
        return new UpbitParser().restTrade(json.getBytes(UTF_8));
    }

    private static String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = TestHttp.get(simulator, path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    private static int status(String path) throws IOException, InterruptedException {
        return TestHttp.get(simulator, path).statusCode();
    }
}
