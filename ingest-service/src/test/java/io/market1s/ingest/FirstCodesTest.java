package io.market1s.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.market1s.ingest.exchange.ExchangeClient;
import io.market1s.ingest.time.Backoff;
import io.market1s.settings.InvalidSettingsException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FirstCodesTest {
    private static final String MARKETS = """
            [{"market":"KRW-BTC","korean_name":"비트코인","english_name":"Bitcoin","market_event":{"warning":false}},
             {"market":"KRW-ETH","english_name":"Ethereum"},{"market":"BTC-XRP","english_name":"Ripple"}]
            """;

    private final FakeExchange exchange = new FakeExchange();
    private final ExchangeClient client =
            exchange.client(Duration.ofSeconds(10), InstantSource.system(), System::nanoTime);

    @AfterEach
    void stop() {
        client.close();
        exchange.close();
    }

    @Test
    void findsTheMarketsOfAQuoteCurrency() throws InterruptedException {
        exchange.answersMarketsWith(200, MARKETS);
        assertThat(codes("KRW")).containsExactly("KRW-BTC", "KRW-ETH");
    }

    @Test
    void namesSymbolsThatTheExchangeDoesNotHave() {
        exchange.answersMarketsWith(200, MARKETS);
        assertThatThrownBy(() -> codes("KRW-BTC,KRW-DOGS,EUR"))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("INGEST_SYMBOLS")
                .hasMessageContaining("EUR, KRW-DOGS")
                .hasMessageNotContaining("KRW-BTC");
    }

    @Test
    void takesWrittenOutCodesUncheckedWhileTheExchangeDoesNotAnswer() throws InterruptedException {
        exchange.answersMarketsWith(503, "");
        assertThat(codes("KRW-BTC,KRW-DOGS")).containsExactly("KRW-BTC", "KRW-DOGS");
        exchange.answersMarketsWith(200, "{\"error\":{}}");
        assertThat(codes("KRW-BTC")).containsExactly("KRW-BTC");
        exchange.answersMarketsWith(200, "[]");
        assertThat(codes("KRW-BTC")).as("an empty list is not believed").containsExactly("KRW-BTC");
    }

    @Test
    void waitsForTheListThatAQuoteCurrencyNeeds() throws Exception {
        exchange.answersMarketsWith(503, "");
        CompletableFuture<List<String>> codes = CompletableFuture.supplyAsync(() -> {
            try {
                return codes("BTC");
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(codes).isNotDone();
        exchange.answersMarketsWith(200, MARKETS);
        assertThat(codes.get(10, TimeUnit.SECONDS)).containsExactly("BTC-XRP");
    }

    private List<String> codes(String symbols) throws InterruptedException {
        IngestSettings settings =
                IngestSettings.from(Map.of("INGEST_SYMBOLS", symbols, "INGEST_REST_URL", exchange.restUrl()));
        return new FirstCodes(settings, new Backoff(Duration.ofMillis(20), Duration.ofMillis(100), new Random(1)))
                .codes(client);
    }
}
