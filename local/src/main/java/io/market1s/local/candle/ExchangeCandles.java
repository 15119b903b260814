package io.market1s.local.candle;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.market1s.ingest.exchange.RestPace;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.NavigableMap;
import java.util.TreeMap;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The exchange's second candles, {@code GET /v1/candles/seconds}, within its rate limit. One thread asks, and is made to
 * wait.
 */
public final class ExchangeCandles {
    /** The most that the exchange gives at once. */
    private static final int PAGE = 200;

    private static final int MOST_REFUSALS = 8;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final OkHttpClient client;
    private final HttpUrl url;
    private final Sleeper pause;
    private final RestPace pace = new RestPace();
    private Duration owed = Duration.ZERO;

    /** How to wait. */
    public interface Sleeper {
        void take(Duration time) throws InterruptedException;
    }

    /**
     * A client of an exchange.
     *
     * @param client that its maker closes
     * @param rest root of the REST interface
     */
    public ExchangeCandles(OkHttpClient client, HttpUrl rest, Sleeper pause) {
        this.client = client;
        this.url = rest.newBuilder().addPathSegments("v1/candles/seconds").build();
        this.pause = pause;
    }

    /**
     * The candles of a market, by the end of their second; none for a second without trades.
     *
     * @param from end of the first second
     * @param to end of the last second
     * @throws IOException if the exchange does not give them
     */
    public NavigableMap<Instant, Candle> between(String market, Instant from, Instant to)
            throws IOException, InterruptedException {
        NavigableMap<Instant, Candle> candles = new TreeMap<>();
        // A candle is labelled by the start of its second, and a page holds what is labelled before its `to`.
        Instant before = to;
        while (!before.isBefore(from)) {
            JsonNode page = page(market, before);
            Instant oldest = before;
            for (JsonNode candle : page) {
                Instant label = label(candle);
                oldest = label.isBefore(oldest) ? label : oldest;
                Instant end = label.plusSeconds(1);
                if (!end.isBefore(from) && !end.isAfter(to)) {
                    candles.put(end, candle(candle));
                }
            }
            if (oldest.equals(before)) {
                break;
            }
            before = oldest;
        }
        return candles;
    }

    private JsonNode page(String market, Instant before) throws IOException, InterruptedException {
        Request request = new Request.Builder()
                .url(url.newBuilder()
                        .addQueryParameter("market", market)
                        .addQueryParameter("to", before.toString())
                        .addQueryParameter("count", Integer.toString(PAGE))
                        .build())
                .build();
        for (int refusals = 0; refusals <= MOST_REFUSALS; refusals++) {
            pause.take(owed);
            try (Response response = client.newCall(request).execute()) {
                int status = response.code();
                if (status == RestPace.TOO_MANY || status == RestPace.BLOCKED) {
                    owed = pace.refused(status, response.header("Retry-After"));
                    continue;
                }
                owed = pace.answered(response.header("Remaining-Req"));
                if (!response.isSuccessful()) {
                    throw new IOException(request.url() + " answered with status " + status);
                }
                return array(JSON.readTree(response.body().bytes()));
            }
        }
        throw new IOException(url + " goes on refusing: too many requests");
    }

    private JsonNode array(@Nullable JsonNode answer) throws IOException {
        if (answer == null || !answer.isArray()) {
            throw new IOException(url + " did not answer with a list");
        }
        return answer;
    }

    private Instant label(JsonNode candle) throws IOException {
        try {
            return LocalDateTime.parse(candle.path("candle_date_time_utc").asText())
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new IOException(url + " answered with a candle without candle_date_time_utc", e);
        }
    }

    private Candle candle(JsonNode candle) throws IOException {
        return new Candle(
                number(candle, "opening_price"),
                number(candle, "high_price"),
                number(candle, "low_price"),
                number(candle, "trade_price"),
                number(candle, "candle_acc_trade_volume"),
                number(candle, "candle_acc_trade_price"));
    }

    private BigDecimal number(JsonNode candle, String name) throws IOException {
        JsonNode value = candle.path(name);
        if (!value.isNumber()) {
            throw new IOException(url + " answered with a candle without " + name);
        }
        return value.decimalValue();
    }
}
