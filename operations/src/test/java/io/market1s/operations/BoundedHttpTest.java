package io.market1s.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No wait is without an end, and no peer fills the memory. */
@SuppressWarnings("NullAway.Init") // JUnit calls start().
class BoundedHttpTest {
    private static final int MOST = 10;

    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            byte[] body = (path.equals("/long") ? "12345678901" : "1234567890").getBytes(UTF_8);
            exchange.sendResponseHeaders(path.equals("/refused") ? 503 : 200, 0);
            exchange.getResponseBody().write(body, 0, 5);
            exchange.getResponseBody().flush();
            if (path.equals("/stalled")) {
                awaitTheEnd();
            }
            exchange.getResponseBody().write(body, 5, body.length - 5);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    @Test
    void givesTheWholeAnswerWhateverItsStatus() throws IOException, InterruptedException {
        BoundedHttp http = new BoundedHttp(Duration.ofMinutes(1), MOST);

        assertThat(http.ask(request("/")).body()).hasSize(MOST);
        assertThat(http.ask(request("/refused")).statusCode()).isEqualTo(503);
    }

    @Test
    void refusesABodyThatIsLongerThanItWasTold() {
        BoundedHttp http = new BoundedHttp(Duration.ofMinutes(1), MOST);

        assertThatThrownBy(() -> http.ask(request("/long")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("longer than 10 bytes");
    }

    @Test
    void waitsForABodyThatStopsOnlyAsLongAsItWasTold() {
        BoundedHttp http = new BoundedHttp(Duration.ofMillis(300), MOST);

        assertThatThrownBy(() -> http.ask(request("/stalled")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("within 300 ms");
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path))
                .build();
    }

    private void awaitTheEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
