package io.market1s.local.candle;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.market1s.ingest.exchange.RestPace;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * The exchange's second candles, {@code GET /v1/candles/seconds}, within its rate limit. One thread asks, and is made to
 * wait.
 */
public final class ExchangeCandles {
    /** The most that the exchange gives at once. */
    private static final int PAGE = 200;

    private static final int MOST_REFUSALS = 8;
    /** A page has about 100 kB. */
    private static final long LONGEST_ANSWER = 4 << 20;

    private static final ObjectReader LIST = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build()
            .readerForListOf(Answered.class);

    private final OkHttpClient client;
    private final HttpUrl url;
    private final Sleeper pause;
    private final RestPace pace = new RestPace();
    private Duration owed = Duration.ZERO;

    /** A candle as the exchange gives it; what it leaves out is null. */
    private record Answered(
            @JsonProperty("candle_date_time_utc") @Nullable String label,
            @JsonProperty("opening_price") @Nullable BigDecimal open,
            @JsonProperty("high_price") @Nullable BigDecimal high,
            @JsonProperty("low_price") @Nullable BigDecimal low,
            @JsonProperty("trade_price") @Nullable BigDecimal close,

            @JsonProperty("candle_acc_trade_volume") @Nullable
            BigDecimal volume,

            @JsonProperty("candle_acc_trade_price") @Nullable
            BigDecimal value) {}

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
            Instant oldest = before;
            for (Answered answered : page(market, before)) {
                Instant label = label(answered);
                oldest = label.isBefore(oldest) ? label : oldest;
                Instant end = label.plusSeconds(1);
                if (!end.isBefore(from) && !end.isAfter(to)) {
                    candles.put(end, candle(answered));
                }
            }
            if (oldest.equals(before)) {
                break;
            }
            before = oldest;
        }
        return candles;
    }

    private List<Answered> page(String market, Instant before) throws IOException, InterruptedException {
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
                return list(response.body().source());
            }
        }
        throw new IOException(url + " goes on refusing: too many requests");
    }

    private List<Answered> list(BufferedSource body) throws IOException {
        if (body.request(LONGEST_ANSWER + 1)) {
            throw new IOException(url + " answered with more than " + LONGEST_ANSWER + " bytes");
        }
        try {
            List<Answered> list = LIST.readValue(body.readByteArray());
            if (list == null) {
                throw new IOException(url + " answered with nothing");
            }
            return list;
        } catch (JsonProcessingException e) {
            throw new IOException(url + " did not answer with a list of candles: " + e.getOriginalMessage(), e);
        }
    }

    private Instant label(Answered candle) throws IOException {
        try {
            return LocalDateTime.parse(required("candle_date_time_utc", candle.label()))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new IOException(url + " answered with a candle whose candle_date_time_utc is no time", e);
        }
    }

    private Candle candle(Answered candle) throws IOException {
        return new Candle(
                required("opening_price", candle.open()),
                required("high_price", candle.high()),
                required("low_price", candle.low()),
                required("trade_price", candle.close()),
                required("candle_acc_trade_volume", candle.volume()),
                required("candle_acc_trade_price", candle.value()));
    }

    private <T> T required(String name, @Nullable T value) throws IOException {
        if (value == null) {
            throw new IOException(url + " answered with a candle without " + name);
        }
        return value;
    }
}
