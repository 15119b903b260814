package io.market1s.ingest.exchange;

import io.market1s.data.Ticker;
import io.market1s.data.json.MalformedException;
import io.market1s.data.upbit.UpbitParser;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.HttpUrl;
import okhttp3.Response;

/** The tickers of all markets of a quote currency, {@code GET /v1/ticker/all}. Thread-safe. */
public final class TickerList {
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

    private final ExchangeClient exchange;
    private final UpbitParser parser = new UpbitParser();

    public TickerList(ExchangeClient exchange) {
        this.exchange = exchange;
    }

    /** Asks for the tickers and returns at once; one of the two is told, on another thread. */
    public void ask(String quote, Consumer<List<Ticker>> listed, Consumer<IOException> failed) {
        HttpUrl url = exchange.address("v1/ticker/all")
                .addQueryParameter("quote_currencies", quote)
                .build();
        exchange.get(url, CALL_TIMEOUT).enqueue(new Callback() {
            @Override
            public void onResponse(Call call, Response response) {
                List<Ticker> tickers;
                try {
                    tickers = read(response);
                } catch (IOException e) {
                    failed.accept(e);
                    return;
                }
                listed.accept(tickers);
            }

            @Override
            public void onFailure(Call call, IOException e) {
                failed.accept(e);
            }
        });
    }

    private List<Ticker> read(Response answer) throws IOException {
        try (Response response = answer) {
            List<Ticker> tickers = new ArrayList<>();
            for (byte[] element : JsonArray.elements(RestAnswer.body(response))) {
                try {
                    tickers.add(parser.restTicker(element));
                } catch (MalformedException e) {
                    // It witnesses nothing; the others do.
                }
            }
            return tickers;
        }
    }
}
