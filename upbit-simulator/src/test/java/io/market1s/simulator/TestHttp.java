package io.market1s.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;

/** Plain requests, and upgrades with the headers that a test wants. */
final class TestHttp {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private TestHttp() {}

    static HttpResponse<String> get(UpbitSimulator simulator, String path) throws IOException, InterruptedException {
        URI uri = URI.create(simulator.restUri() + path);
        return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The head of the answer to an upgrade; the connection is closed afterwards. */
    static String upgrade(UpbitSimulator simulator, String path, String... headers) throws IOException {
        URI uri = simulator.webSocketUri();
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                    + String.join(
                            "", Arrays.stream(headers).map(h -> h + "\r\n").toList()) + "\r\n";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            StringBuilder head = new StringBuilder();
            for (int next = socket.getInputStream().read();
                    next >= 0;
                    next = socket.getInputStream().read()) {
                head.append((char) next);
                if (head.indexOf("\r\n\r\n") >= 0) {
                    break;
                }
            }
            return head.toString();
        }
    }
}
