package io.market1s.resample.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.market1s.operations.Logged;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A worker that says what it is told to, and a Kafka that is away. */
@SuppressWarnings("NullAway.Init") // JUnit calls start().
class SinkWatchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private HttpServer connect;
    private SinkWatch watch;
    private volatile String status = "";

    @BeforeEach
    void start() throws IOException {
        connect = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        connect.createContext("/connectors/market-1s-sink/status", exchange -> {
            byte[] body = status.getBytes(UTF_8);
            exchange.sendResponseHeaders(status.startsWith("{\"error") ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        connect.start();
        Admin away = (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                    throw new IllegalStateException("Kafka is away");
                });
        String url = "http://127.0.0.1:" + connect.getAddress().getPort();
        watch = new SinkWatch(away, URI.create(url), "market-1s-sink", 2);
        status = status("RUNNING", "RUNNING");
        watch.bindTo(registry);
    }

    @AfterEach
    void close() {
        watch.close();
        connect.stop(0);
    }

    @Test
    void countsTheTasksByTheirState() {
        watch.look();
        assertThat(gauge("market1s.sink.up")).isEqualTo(1);
        assertThat(gauge("market1s.sink.connector.running")).isEqualTo(1);
        assertThat(tasks("running")).isEqualTo(1);
        assertThat(tasks("failed")).isZero();

        status = status("RUNNING", "FAILED");
        watch.look();
        assertThat(gauge("market1s.sink.connector.running")).isEqualTo(1);
        assertThat(tasks("running")).isZero();
        assertThat(tasks("failed")).isEqualTo(1);
    }

    @Test
    void isDownWhenTheWorkerKnowsNoSuchConnectorOrDoesNotAnswer() {
        status = "{\"error_code\":404,\"message\":\"No status found for connector market-1s-sink\"}";
        watch.look();
        assertThat(gauge("market1s.sink.up")).isZero();
        assertThat(gauge("market1s.sink.connector.running")).isZero();
        assertThat(tasks("running")).isZero();

        connect.stop(0);
        watch.look();
        assertThat(gauge("market1s.sink.up")).isZero();
    }

    @Test
    void doesNotKnowTheProgressWhileKafkaIsAwayAndSaysItOnce() {
        try (Logged logged = new Logged()) {
            watch.look();
            watch.look();
            watch.look();

            assertThat(gauge("market1s.sink.lag.records")).isNaN();
            assertThat(logged.messages().stream().filter(message -> message.contains("Kafka is away")))
                    .hasSize(1);
        }
    }

    @Test
    void looksByItselfOnceItIsStarted() {
        assertThat(gauge("market1s.sink.up")).isZero();

        watch.start();

        await().atMost(PATIENCE).until(() -> gauge("market1s.sink.up") == 1);
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }

    private double tasks(String state) {
        return registry.get("market1s.sink.tasks").tag("state", state).gauge().value();
    }

    private static String status(String connector, String task) {
        return "{\"name\":\"market-1s-sink\",\"connector\":{\"state\":\"" + connector
                + "\",\"worker_id\":\"w\"},\"tasks\":[{\"id\":0,\"state\":\"" + task + "\",\"worker_id\":\"w\"}]}";
    }
}
