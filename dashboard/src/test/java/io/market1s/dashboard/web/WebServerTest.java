package io.market1s.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.market1s.dashboard.Dashboard;
import io.market1s.dashboard.DashboardSettings;
import io.market1s.operations.Operations;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dashboard over HTTP while its database cannot be reached: it serves all the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit sets them.
class WebServerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();
    /** Has a port, so that nobody else gets it, and does not listen. */
    private final Socket nobody = new Socket();

    private Operations operations;
    private Dashboard dashboard;

    @BeforeAll
    void start() throws IOException {
        nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        operations = Operations.start(Optional.empty());
        dashboard = Dashboard.start(
                DashboardSettings.from(Map.of(
                        "DASHBOARD_HTTP_ADDRESS", "127.0.0.1:0",
                        "DASHBOARD_JDBC_URL", "jdbc:postgresql://127.0.0.1:" + nobody.getLocalPort() + "/market",
                        "DASHBOARD_MOST_VIEWERS", "2")),
                operations,
                InstantSource.system());
    }

    @AfterAll
    void stop() throws IOException {
        dashboard.close();
        operations.close();
        nobody.close();
    }

    /** The server learns a moment later that a viewer has gone. */
    @AfterEach
    void awaitThatNobodyLooks() {
        await().atMost(PATIENCE)
                .until(() -> operations
                                .registry()
                                .get("market1s.dashboard.viewers")
                                .gauge()
                                .value()
                        == 0);
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(dashboard.uri().resolve(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/KRW-BTC", "/BTC-1INCH"})
    void servesThePageForEverySymbolUnderAPolicyThatLetsNothingElseIn(String path) throws Exception {
        HttpResponse<String> page = get(path);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("Content-Security-Policy")).hasValueSatisfying(policy -> assertThat(policy)
                .startsWith("default-src 'none'")
                .contains("script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "http:", "https:", "*"));
        assertThat(page.body()).doesNotContain("http://", "https://", "<style", "onclick", " style=");
    }

    /** Works offline: everything that the page's files ask for is served here. */
    @Test
    void servesEverythingThatThePageNeeds() throws Exception {
        List<String> paths = new ArrayList<>(found("(?:href|src)=\"(/assets/[^\"]+)\"", get("/").body()));
        assertThat(paths).contains("/assets/page.js", "/assets/page.css", "/assets/uPlot.css", "/assets/icon.svg");
        for (int i = 0; i < paths.size(); i++) {
            HttpResponse<String> asset = get(paths.get(i));
            assertThat(asset.statusCode()).as(paths.get(i)).isEqualTo(200);
            if (!paths.get(i).endsWith("uPlot.js")) {
                found("from '\\./([^']+)'", asset.body()).stream()
                        .map(name -> "/assets/" + name)
                        .filter(path -> !paths.contains(path))
                        .forEach(paths::add);
            }
        }
        assertThat(paths).contains("/assets/uPlot.js", "/assets/chart.js", "/assets/decimals.js");
    }

    @Test
    void aBrowserThatHasAFileIsNotSentItAgain() throws Exception {
        HttpResponse<String> first = get("/assets/page.css");

        HttpResponse<String> again = get(
                "/assets/page.css",
                "If-None-Match",
                first.headers().firstValue("ETag").orElseThrow());

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void leadsASymbolInSmallLettersToItsPage() throws Exception {
        HttpResponse<String> answer = get("/krw-btc");
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).hasValue("/KRW-BTC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/assets/nothing.js", "/assets/../page.html", "/a/KRW-BTC", "/%3Cscript%3E-X"})
    void hasNothingElse(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
        assertThat(answer.body()).doesNotContain("script");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%3Cscript%3E", "%E0", "", "krw-btc"})
    void refusesASymbolThatCannotBeOne(String symbol) throws Exception {
        assertThat(get("/events?symbol=" + symbol).statusCode()).isEqualTo(400);
    }

    @Test
    void canOnlyBeRead() throws Exception {
        HttpRequest post = HttpRequest.newBuilder(dashboard.uri())
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();
        assertThat(client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(405);
    }

    @Test
    void saysThatTheDatabaseIsAwayIsAliveAndReadyToSaySo() throws Exception {
        try (EventStream events = new EventStream(dashboard.uri().resolve("/events?symbol=KRW-BTC"))) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(events.read())
                    .contains("event: status", "\"readable\":false", "PostgreSQL cannot be reached."));
        }
        assertThat(get("/livez").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
        assertThat(get("/metrics").body())
                .contains("market1s_dashboard_database_readable 0.0", "market1s_row_visible_lag_seconds_bucket");
    }

    @Test
    void letsNoMoreViewersInThanItIsToldTo() throws Exception {
        URI uri = dashboard.uri().resolve("/events");
        try (EventStream one = new EventStream(uri);
                EventStream two = new EventStream(uri)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(one.read() + two.read()).contains("status"));
            assertThat(get("/events").statusCode()).isEqualTo(503);
        }
        await().atMost(PATIENCE).untilAsserted(() -> new EventStream(uri).close());
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(result -> result.group(1))
                .distinct()
                .toList();
    }

    /** A viewer without a browser. */
    private final class EventStream implements AutoCloseable {
        private final InputStream body;
        private final BufferedReader reader;

        EventStream(URI uri) throws IOException, InterruptedException {
            HttpResponse<InputStream> answer =
                    client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofInputStream());
            body = answer.body();
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            reader = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        }

        /** The next event, as it came. */
        String read() throws IOException {
            StringBuilder event = new StringBuilder();
            for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
                event.append(line).append('\n');
            }
            return event.toString();
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }
}
