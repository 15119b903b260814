package io.market1s.ingest.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.market1s.ingest.FakeExchange;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarketListTest {
    private final FakeExchange exchange = new FakeExchange();
    private final ExchangeClient client =
            exchange.client(Duration.ofSeconds(10), InstantSource.system(), System::nanoTime);

    @AfterEach
    void close() {
        client.close();
        exchange.close();
    }

    @Test
    void takesTheMarketsAndSkipsWhatIsNone() throws IOException {
        exchange.answersMarketsWith(
                200,
                "[{\"market\":\"KRW-BTC\",\"korean_name\":\"비트코인\",\"market_event\":{\"caution\":{\"X\":false}}},"
                        + "{\"market\":\"krw-eth\"},{\"market\":17},{\"market\":null},{},null,{\"market\":\"BTC-XRP\"}]");
        assertThat(new MarketList(client).fetch()).containsExactly("BTC-XRP", "KRW-BTC");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{\"error\":{\"name\":500}}",
                "[{\"market\":\"KRW-BTC\"}",
                "[{\"market\":\"KRW-BTC\"}] []",
                "[[\"KRW-BTC\"]]",
                "<html>"
            })
    void refusesWhatIsNotOneWholeList(String answer) {
        exchange.answersMarketsWith(200, answer);
        assertThatThrownBy(() -> new MarketList(client).fetch())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/v1/market/all");
    }

    @Test
    void refusesAnAnswerWithoutAnEnd() {
        exchange.answersMarketsWith(200, "[" + " ".repeat(5_000_000) + "]");
        assertThatThrownBy(() -> new MarketList(client).fetch())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than 4194304 bytes");
    }

    @Test
    void saysHowTheExchangeRefused() {
        exchange.answersMarketsWith(503, "busy");
        assertThatThrownBy(() -> new MarketList(client).fetch())
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("/v1/market/all answered with status 503");
    }
}
