package io.market1s.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.market1s.settings.HttpAddress;
import io.market1s.settings.InvalidSettingsException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperationsTest {
    private static final HttpAddress ANY_PORT = HttpAddress.parse("127.0.0.1:0");

    private Operations operations;

    @BeforeEach
    void start() {
        operations = Operations.start(Optional.of(ANY_PORT));
    }

    @AfterEach
    void close() {
        operations.close();
    }

    @Test
    void showsTheMetersOfTheServiceAndOfTheProcessInPrometheusText() throws Exception {
        operations
                .registry()
                .counter("market1s.example.frames", "type", "trade")
                .increment(3);

        HttpResponse<String> metrics = get("/metrics");

        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(metrics.body().lines())
                .contains("market1s_example_frames_total{type=\"trade\"} 3.0")
                .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"))
                .anyMatch(line -> line.startsWith("process_uptime_seconds "));
    }

    @Test
    void isAliveButNotReadyWhileItStarts() throws Exception {
        assertThat(get("/livez").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/readyz").body()).isEqualTo("starting\n");
    }

    @Test
    void isReadyWhenTheServiceSaysSoAndNamesEveryReasonWhenNot() throws Exception {
        operations.watch(List::of);
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").body()).isEqualTo("ok\n");

        assertThat(get("/metrics").body()).contains("market1s_ready 1.0");

        operations.watch(() -> List.of("no connection", "Kafka is away"));
        assertThat(get("/metrics").body()).contains("market1s_ready 0.0", "market1s_live 1.0");
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/readyz").body()).isEqualTo("no connection\nKafka is away\n");
        assertThat(get("/livez").statusCode()).isEqualTo(200);
    }

    @Test
    void asksForANewStartWhenTheServiceIsDead() throws Exception {
        operations.watch(new Health() {
            @Override
            public List<String> unreadiness() {
                return death();
            }

            @Override
            public List<String> death() {
                return List.of("a thread died");
            }
        });

        assertThat(get("/livez").statusCode()).isEqualTo(503);
        assertThat(get("/livez").body()).isEqualTo("a thread died\n");
    }

    @Test
    void isNotReadyIfTheServiceCannotSay() throws Exception {
        operations.watch(() -> {
            throw new IllegalStateException("broken");
        });

        assertThat(get("/readyz").statusCode()).isEqualTo(500);
        assertThat(get("/readyz").body()).contains("broken");
    }

    @Test
    void answersHeadWithoutABodyAndRefusesEverythingElse() throws Exception {
        HttpResponse<String> head = send(request("/metrics").method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(send(request("/metrics").POST(BodyPublishers.noBody())).statusCode())
                .isEqualTo(405);
        assertThat(get("/metrics/x").statusCode()).isEqualTo(404);
        assertThat(get("/").body()).contains("/metrics, /livez and /readyz");
    }

    @Test
    void namesTheAddressAndTheRemedyWhenThePortIsTaken() {
        assertThatThrownBy(() -> Operations.start(Optional.of(operations.address())))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining(operations.address().toString())
                .hasMessageContaining("set another address");
    }

    @Test
    void leavesNeitherThreadNorPortBehindWhetherItStartedOrNot() throws Exception {
        NewThreads threads = new NewThreads();
        HttpAddress address;
        try (Operations other = Operations.start(Optional.of(ANY_PORT))) {
            address = other.address();
            assertThatThrownBy(() -> Operations.start(Optional.of(address)))
                    .isInstanceOf(InvalidSettingsException.class);
        }
        assertThat(threads.left()).isEmpty();
        Operations.start(Optional.of(address)).close();
    }

    @Test
    void countsWithoutAnEndpointWhenItIsOff() {
        try (Operations off = Operations.start(Optional.empty())) {
            off.registry().counter("market1s.example.frames").increment();
            assertThat(off.registry().get("market1s.example.frames").counter().count())
                    .isEqualTo(1);
            assertThatThrownBy(off::address).isInstanceOf(IllegalStateException.class);
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + operations.address() + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}
