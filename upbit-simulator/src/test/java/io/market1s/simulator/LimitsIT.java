package io.market1s.simulator;

import static io.market1s.simulator.TestClient.type;
import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.simulator.server.ProtocolSettings;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class LimitsIT {
    private static final String PATH = "/websocket/v1";
    /** Its clock stands, so that all requests come in one second; and data comes after the test. */
    private static final SimulatorSettings IN_ONE_MOMENT = SimulatorSettings.synthetic(1)
            .withClock(Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC))
            .withProtocol(ProtocolSettings.upbit().withFirstData(Duration.ofMinutes(5), Duration.ofMinutes(5)));

    @Test
    void answersTheSixthUpgradeWithinASecondWith429() throws IOException {
        try (UpbitSimulator simulator = UpbitSimulator.start(IN_ONE_MOMENT)) {
            List<String> answers = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                answers.add(TestHttp.upgrade(simulator, PATH));
            }

            assertThat(answers.subList(0, 5)).allMatch(answer -> answer.startsWith("HTTP/1.1 101"));
            assertThat(answers.get(5)).startsWith("HTTP/1.1 429");
        }
    }

    @Test
    void letsAClientThatSendsAnOriginInOnceInTenSeconds() throws IOException {
        try (UpbitSimulator simulator = UpbitSimulator.start(IN_ONE_MOMENT)) {
            String first = TestHttp.upgrade(simulator, PATH, "Origin: http://x");
            String second = TestHttp.upgrade(simulator, PATH, "Origin: http://x");
            String without = TestHttp.upgrade(simulator, PATH);

            assertThat(first).startsWith("HTTP/1.1 101");
            assertThat(second).startsWith("HTTP/1.1 429");
            assertThat(without).startsWith("HTTP/1.1 101");
        }
    }

    @Test
    void servesNoWebSocketOnAnotherPath() throws IOException {
        try (UpbitSimulator simulator = UpbitSimulator.start(IN_ONE_MOMENT)) {
            assertThat(TestHttp.upgrade(simulator, "/websocket/v2")).startsWith("HTTP/1.1 404");
        }
    }

    @Test
    void compressesOnlyIfTheClientOffersIt() throws IOException {
        try (UpbitSimulator simulator = UpbitSimulator.start(IN_ONE_MOMENT)) {
            String offered = TestHttp.upgrade(simulator, PATH, "Sec-WebSocket-Extensions: permessage-deflate");
            String not = TestHttp.upgrade(simulator, PATH);

            assertThat(offered.toLowerCase(Locale.ROOT)).contains("sec-websocket-extensions: permessage-deflate");
            assertThat(not.toLowerCase(Locale.ROOT)).doesNotContain("sec-websocket-extensions");
        }
    }

    @Test
    void endsAConnectionThatSendsMoreThanFiveRequestsASecond() throws IOException {
        try (UpbitSimulator simulator = UpbitSimulator.start(IN_ONE_MOMENT);
                TestClient client = TestClient.connect(simulator)) {
            for (int i = 0; i < 6; i++) {
                client.request(type("trade", "KRW-BTC"));
            }
            client.awaitEnd();

            assertThat(client.texts()).singleElement().asString().contains("TOO_MANY_REQUESTS");
            assertThat(client.closeCode).isEqualTo(1000);
        }
    }

    @Test
    void answersTheEleventhRestRequestWith429AndWhoInsistsWith418() throws IOException, InterruptedException {
        try (UpbitSimulator simulator = UpbitSimulator.start(IN_ONE_MOMENT)) {
            List<HttpResponse<String>> answers = new ArrayList<>();
            for (int i = 0; i < 21; i++) {
                answers.add(TestHttp.get(simulator, "/v1/trades/ticks?market=KRW-BTC"));
            }
            HttpResponse<String> otherGroup = TestHttp.get(simulator, "/v1/market/all");

            assertThat(answers.get(0).headers().firstValue("Remaining-Req"))
                    .hasValue("group=crix-trades; min=600; sec=9");
            assertThat(answers.subList(0, 10))
                    .extracting(HttpResponse::statusCode)
                    .containsOnly(200);
            assertThat(answers.get(10).statusCode()).isEqualTo(429);
            assertThat(answers.get(20).statusCode()).isEqualTo(418);
            assertThat(otherGroup.statusCode()).isEqualTo(200);
        }
    }
}
