package io.market1s.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.market1s.data.Trade;
import io.market1s.data.json.MalformedException;
import io.market1s.data.upbit.Frame;
import io.market1s.data.upbit.UpbitParser;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A plain WebSocket client that keeps everything it gets. */
final class TestClient implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final UpbitParser PARSER = new UpbitParser();

    final List<byte[]> frames = new CopyOnWriteArrayList<>();
    /** When each frame came; there is one for each of the frames, at least. */
    final List<Instant> arrivals = new CopyOnWriteArrayList<>();

    final List<String> texts = new CopyOnWriteArrayList<>();
    final List<String> pongs = new CopyOnWriteArrayList<>();
    volatile int closeCode;
    volatile @Nullable Throwable failure;
    private final WebSocket socket;

    private TestClient(WebSocket.Builder builder, URI uri) {
        this.socket = builder.buildAsync(uri, new Listener()).join();
    }

    static TestClient connect(UpbitSimulator simulator) {
        return new TestClient(HTTP.newWebSocketBuilder(), simulator.webSocketUri());
    }

    TestClient request(String... parts) {
        return send("[{\"ticket\":\"test\"}," + String.join(",", parts) + ",{\"format\":\"DEFAULT\"}]");
    }

    static String type(String type, String... codes) {
        return "{\"type\":\"" + type + "\",\"codes\":[\"" + String.join("\",\"", codes) + "\"]}";
    }

    TestClient send(String text) {
        socket.sendText(text, true).join();
        return this;
    }

    void ping(String payload) {
        socket.sendPing(ByteBuffer.wrap(payload.getBytes(UTF_8))).join();
    }

    void awaitFrames(int count) {
        await().atMost(PATIENCE).until(() -> frames.size() >= count);
    }

    void awaitText(String part) {
        await().atMost(PATIENCE).until(() -> texts().stream().anyMatch(text -> text.contains(part)));
    }

    void awaitEnd() {
        await().atMost(PATIENCE).until(() -> !isOpen());
    }

    boolean isOpen() {
        return failure == null && closeCode == 0;
    }

    /** 1006 never comes over the wire: the client's own word for an end without a close frame. */
    boolean endedWithoutCloseFrame() {
        return failure != null || closeCode == 1006;
    }

    List<String> texts() {
        return frames.stream().map(frame -> new String(frame, UTF_8)).toList();
    }

    List<Frame.Market> markets() {
        return frames.stream()
                .map(TestClient::parse)
                .filter(Frame.Market.class::isInstance)
                .map(Frame.Market.class::cast)
                .toList();
    }

    List<Trade> trades(Predicate<Frame.Market> which) {
        return markets().stream()
                .filter(which)
                .map(Frame.Market::event)
                .filter(Trade.class::isInstance)
                .map(Trade.class::cast)
                .toList();
    }

    static Frame parse(byte[] frame) {
        try {
            return PARSER.frame(frame);
        } catch (MalformedException e) {
            throw new AssertionError(e.reason() + ": " + new String(frame, UTF_8), e);
        }
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Listener implements WebSocket.Listener {
        private final ByteArrayOutputStream message = new ByteArrayOutputStream();

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            message.writeBytes(bytes);
            if (last) {
                arrivals.add(Instant.now());
                frames.add(message.toByteArray());
                message.reset();
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            texts.add(data.toString());
            webSocket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPong(WebSocket webSocket, ByteBuffer payload) {
            pongs.add(UTF_8.decode(payload).toString());
            webSocket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            closeCode = statusCode;
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            failure = error;
        }
    }
}
