package io.market1s.ingest.exchange;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The trades that the exchange remembers, {@code GET /v1/trades/ticks}. One thread asks, and waits as it is told before
 * it asks again; any thread may {@link #cancel()}.
 */
public final class TradeHistory {
    /** The most that the exchange gives at once. */
    private static final int PAGE = 500;

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

    private final ExchangeClient exchange;
    private final HttpUrl url;
    private final RestPace pace = new RestPace();
    private volatile @Nullable Call current;

    /** What the exchange said. */
    public sealed interface Answer {
        /**
         * Trades.
         *
         * @param elements the bytes of each trade as received, newest first; none if there are no more
         * @param received when they were here
         * @param pause how long to wait before the next request
         */
        record Page(List<byte[]> elements, Instant received, Duration pause) implements Answer {
            /** Copies the list; nobody writes to the bytes. */
            public Page {
                elements = List.copyOf(elements);
            }
        }

        /** Too many requests: the same has to be asked again, not before the pause is over. */
        record NotNow(int status, Duration pause) implements Answer {}

        /** The exchange will never give this, for example because it does not know the market. */
        record Never(int status) implements Answer {}
    }

    public TradeHistory(ExchangeClient exchange) {
        this.exchange = exchange;
        this.url = exchange.address("v1/trades/ticks").build();
    }

    /**
     * Asks for the newest {@link #PAGE} trades of a market.
     *
     * @param before only those that come after the trade of this id in the list, which goes back in time; null for no
     *     such bound
     * @param daysAgo 0 for the present UTC day, up to 7 for those before
     * @throws IOException if there is no usable answer
     */
    public Answer newest(String market, @Nullable Long before, int daysAgo) throws IOException {
        HttpUrl.Builder address =
                url.newBuilder().addQueryParameter("market", market).addQueryParameter("count", Integer.toString(PAGE));
        if (before != null) {
            address.addQueryParameter("cursor", Long.toString(before));
        }
        if (daysAgo > 0) {
            address.addQueryParameter("days_ago", Integer.toString(daysAgo));
        }
        Call call = exchange.get(address.build(), CALL_TIMEOUT);
        current = call;
        try (Response response = call.execute()) {
            return read(response);
        } finally {
            current = null;
        }
    }

    /** Ends a request that is under way. */
    public void cancel() {
        Call call = current;
        if (call != null) {
            call.cancel();
        }
    }

    private Answer read(Response response) throws IOException {
        int status = response.code();
        if (status == RestPace.TOO_MANY || status == RestPace.BLOCKED) {
            return new Answer.NotNow(status, pace.refused(status, response.header("Retry-After")));
        }
        if (status == 400 || status == 404) {
            return new Answer.Never(status);
        }
        byte[] body = RestAnswer.body(response);
        Instant received = exchange.now();
        return new Answer.Page(JsonArray.elements(body), received, pace.answered(response.header("Remaining-Req")));
    }
}
