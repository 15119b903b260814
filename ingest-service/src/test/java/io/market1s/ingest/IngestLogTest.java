package io.market1s.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.operations.Logged;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IngestLogTest {
    @Test
    void saysOnceHowItIsConfiguredWithoutItsSecrets() {
        try (Logged logged = new Logged();
                FakeExchange exchange = new FakeExchange()) {
            exchange.answersMarketsWith(200, "[{\"market\":\"KRW-BTC\"}]");

            IngestMain.run(
                    new String[0],
                    Map.of(
                            "INGEST_SYMBOLS", "KRW-DOGS",
                            "INGEST_REST_URL", exchange.restUrl(),
                            "INGEST_HTTP_ADDRESS", "off",
                            "KAFKA_SASL_JAAS_CONFIG", "hunter2",
                            "KAFKA_SSL_KEYSTORE_PASSWORD", "hunter3"));

            assertThat(logged.messages().stream().filter(message -> message.contains("INGEST_SYMBOLS=")))
                    .singleElement()
                    .asString()
                    .contains("INGEST_SYMBOLS=KRW-DOGS", "INGEST_HORIZON=10m", "sasl.jaas.config=***")
                    .doesNotContain("hunter");
            assertThat(logged.messages()).noneMatch(message -> message.contains("hunter"));
        }
    }

    @Test
    void saysNothingPerMessageGoodOrBad() throws InterruptedException {
        int messages = 200;
        try (Logged logged = new Logged();
                TestIngest ingest = new TestIngest()) {
            ingest.start("KRW-BTC");
            FakeExchange.Peer peer = ingest.exchange.nextPeer();
            for (int i = 0; i < messages; i++) {
                peer.send(Frames.ticker("KRW-BTC", TestIngest.NOW), "{\"type\":\"what\"}");
            }
            ingest.awaitRecords(2 * messages);

            assertThat(logged.messages()).hasSizeLessThan(messages / 4);
        }
    }
}
