package io.market1s.local.candle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.market1s.simulator.SimulatorSettings;
import io.market1s.simulator.UpbitSimulator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;

class ExchangeCandlesTest {
    private static final Instant END = Instant.parse("2026-02-16T07:10:00Z");

    private final List<Duration> pauses = new ArrayList<>();
    private final ConcurrentLinkedDeque<Request> requests = new ConcurrentLinkedDeque<>();

    @Test
    void pagesBackUntilTheRangeIsDone() throws Exception {
        NavigableMap<Instant, Candle> found = candles(
                        request -> answer(request, 200, page(request), "group=candles; min=600; sec=9"))
                .between("KRW-BTC", END.minusSeconds(449), END);

        assertThat(found).hasSize(450).containsKeys(END, END.minusSeconds(449));
        assertThat(requests).hasSize(3);
        assertThat(pauses).containsOnly(Duration.ZERO);
    }

    @Test
    void waitsWhenTheExchangeTakesNoMoreAndAsksAgainAfterARefusal() throws Exception {
        candles(request -> switch (requests.size()) {
                    case 1 -> answer(request, 200, page(request), "group=candles; min=600; sec=0");
                    case 2 -> answer(request, 429, "{}", null);
                    default -> answer(request, 200, "[]", "group=candles; min=600; sec=9");
                })
                .between("KRW-BTC", END.minusSeconds(1000), END);

        assertThat(pauses).containsExactly(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(1));
    }

    @Test
    void anUnknownMarketIsAnError() throws Exception {
        try (UpbitSimulator simulator = UpbitSimulator.start(SimulatorSettings.synthetic(1))) {
            ExchangeCandles candles = new ExchangeCandles(
                    new OkHttpClient(), HttpUrl.get(simulator.restUri().toString()), pauses::add);

            assertThatThrownBy(() -> candles.between("KRW-NOPE", END.minusSeconds(10), END))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("404");
        }
    }

    private ExchangeCandles candles(Function<Request, Response> exchange) {
        Interceptor interceptor = chain -> {
            requests.add(chain.request());
            return exchange.apply(chain.request());
        };
        return new ExchangeCandles(
                new OkHttpClient.Builder().addInterceptor(interceptor).build(),
                HttpUrl.get("http://exchange.test"),
                pauses::add);
    }

    /** A candle for every second, 200 of them, labelled before {@code to}. */
    private static String page(Request request) {
        Instant to = Instant.parse(String.valueOf(request.url().queryParameter("to")));
        List<String> candles = new ArrayList<>();
        for (int i = 1; i <= 200; i++) {
            String label = to.minusSeconds(i).toString().replace("Z", "");
            candles.add("{\"candle_date_time_utc\":\"" + label + "\",\"opening_price\":1.0,\"high_price\":1,"
                    + "\"low_price\":1,\"trade_price\":1,\"candle_acc_trade_volume\":8.4E-5,"
                    + "\"candle_acc_trade_price\":8.4E-5}");
        }
        return "[" + String.join(",", candles) + "]";
    }

    private static Response answer(
            Request request, int status, String body, @org.jspecify.annotations.Nullable String remaining) {
        Response.Builder response = new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(status)
                .message("")
                .body(ResponseBody.create(body, MediaType.get("application/json")));
        if (remaining != null) {
            response.header("Remaining-Req", remaining);
        }
        return response.build();
    }
}
