package io.market1s.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthCheckTest {
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/well", 200);
        answer("/unwell", 503);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void isWellIfTheAnswerIs200() {
        assertThat(HealthCheck.isWell(url("/well"))).isTrue();
    }

    @Test
    void isNotWellIfTheServiceSaysSo() {
        assertThat(HealthCheck.isWell(url("/unwell"))).isFalse();
    }

    @Test
    void isNotWellIfNobodyAnswers() {
        String url = url("/well");
        server.stop(0);

        assertThat(HealthCheck.isWell(url)).isFalse();
    }

    private void answer(String path, int status) {
        server.createContext(path, exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }
}
