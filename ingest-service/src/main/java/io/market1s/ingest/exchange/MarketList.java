package io.market1s.ingest.exchange;

import io.market1s.data.Symbols;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.HttpUrl;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The exchange's list of markets, over REST. */
public final class MarketList {
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);

    private final ExchangeClient exchange;
    private final HttpUrl url;

    /** An element of the answer. */
    record Market(@Nullable String market) {}

    public MarketList(ExchangeClient exchange) {
        this.exchange = exchange;
        this.url = exchange.address("v1/market/all")
                .addQueryParameter("is_details", "true")
                .build();
    }

    /**
     * Asks for the list and waits for it, {@link #CALL_TIMEOUT} at most.
     *
     * @throws IOException if there is no answer, or it is not such a list, or an empty one
     */
    public Set<String> fetch() throws IOException {
        return read(exchange.get(url, CALL_TIMEOUT).execute());
    }

    /** Asks for the list and returns at once; one of the two is told, on another thread. */
    public void ask(Consumer<Set<String>> listed, Consumer<IOException> failed) {
        exchange.get(url, CALL_TIMEOUT).enqueue(new Callback() {
            @Override
            public void onResponse(Call call, Response response) {
                try {
                    listed.accept(read(response));
                } catch (IOException e) {
                    failed.accept(e);
                }
            }

            @Override
            public void onFailure(Call call, IOException e) {
                failed.accept(e);
            }
        });
    }

    private Set<String> read(Response answer) throws IOException {
        try (Response response = answer) {
            List<@Nullable Market> list = RestAnswer.list(response, Market.class);
            Set<String> markets = new TreeSet<>();
            for (Market element : list) {
                if (element != null && element.market() != null && Symbols.isValid(element.market())) {
                    markets.add(element.market());
                }
            }
            if (markets.isEmpty()) {
                throw new IOException(url + " lists no market");
            }
            return markets;
        }
    }
}
