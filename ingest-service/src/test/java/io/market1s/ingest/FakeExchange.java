package io.market1s.ingest;

import io.market1s.ingest.exchange.ExchangeClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** An exchange whose every word the test decides; it answers pings with pongs, and nothing else by itself. */
public final class FakeExchange implements AutoCloseable {
    /** For what comes at once unless the machine is very busy. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private final MockWebServer server = new MockWebServer();
    private final BlockingQueue<Peer> peers = new LinkedBlockingQueue<>();
    private final BlockingQueue<Peer> askers = new LinkedBlockingQueue<>();
    private final Queue<MockResponse> refusals = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<HttpUrl> tradeRequests = new LinkedBlockingQueue<>();
    private final AtomicInteger marketRequests = new AtomicInteger();
    private volatile List<String> keyFrames = List.of();
    private volatile Duration upgradesAfter = Duration.ZERO;
    private volatile Function<HttpUrl, MockResponse> trades = url -> json(200, "[]");
    private volatile MockResponse markets = new MockResponse.Builder().code(500).build();

    public FakeExchange() {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                if (request.getTarget().startsWith("/v1/market/all")) {
                    marketRequests.incrementAndGet();
                    return markets;
                }
                if (request.getTarget().startsWith("/v1/trades/ticks")) {
                    tradeRequests.add(request.getUrl());
                    return trades.apply(request.getUrl());
                }
                if (request.getTarget().startsWith("/v1/ticker/all")) {
                    return json(200, "[]");
                }
                MockResponse refusal = refusals.poll();
                return refusal != null
                        ? refusal
                        : new MockResponse.Builder()
                                .headersDelay(upgradesAfter.toMillis(), TimeUnit.MILLISECONDS)
                                .webSocketUpgrade(new Peer(request.getHeaders()))
                                .build();
            }
        });
        try {
            server.start(InetAddress.getLoopbackAddress(), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String webSocketUrl() {
        return "ws://127.0.0.1:" + server.getPort() + "/websocket/v1";
    }

    public String restUrl() {
        return "http://127.0.0.1:" + server.getPort();
    }

    /** A client of it, to be closed by the caller. */
    public ExchangeClient client(Duration pingInterval, InstantSource clock, LongSupplier nanoTime) {
        return new ExchangeClient(webSocketUrl(), restUrl(), pingInterval, clock, nanoTime);
    }

    public void answersMarketsWith(int status, String json) {
        markets = new MockResponse.Builder().code(status).body(json).build();
    }

    /** How it answers {@code /v1/trades/ticks}. */
    public void answersTradesWith(Function<HttpUrl, MockResponse> answer) {
        trades = answer;
    }

    /** The next request for trades. */
    public HttpUrl nextTradeRequest() throws InterruptedException {
        return next(tradeRequests, "nobody asked for trades");
    }

    /** How many requests for trades nobody has looked at. */
    public int tradeRequests() {
        return tradeRequests.size();
    }

    public static MockResponse json(int status, String body) {
        return new MockResponse.Builder()
                .code(status)
                .setHeader("Remaining-Req", "group=crix-trades; min=600; sec=9")
                .body(body)
                .build();
    }

    public static MockResponse refusal(int status, String retryAfter) {
        return new MockResponse.Builder()
                .code(status)
                .setHeader("Retry-After", retryAfter)
                .build();
    }

    /** Lets every connection wait so long for its upgrade. */
    void upgradesAfter(Duration wait) {
        upgradesAfter = wait;
    }

    void refusesNextConnect(int status) {
        refusals.add(new MockResponse.Builder().code(status).build());
    }

    /** What it sends to every connection that asks for snapshots only, as soon as that asks. */
    public void answersKeyFramesWith(String... frames) {
        keyFrames = List.of(frames);
    }

    /** How many requests there were for the list of markets. */
    int marketRequests() {
        return marketRequests.get();
    }

    /** The next connection for live frames, once it has sent its request. */
    public Peer nextPeer() throws InterruptedException {
        return next(peers, "nobody connected");
    }

    /** The next connection that asks for snapshots only. */
    public Peer nextAsker() throws InterruptedException {
        return next(askers, "nobody asked for snapshots");
    }

    /** The same, null if there is none within some time. */
    @Nullable
    public Peer askerWithin(long millis) throws InterruptedException {
        return askers.poll(millis, TimeUnit.MILLISECONDS);
    }

    private static <T> T next(BlockingQueue<T> queue, String orElse) throws InterruptedException {
        T next = queue.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError(orElse);
        }
        return next;
    }

    @Nullable
    public Peer peerWithin(long millis) throws InterruptedException {
        return peers.poll(millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        server.close();
    }

    /** The exchange's end of one connection. */
    public final class Peer extends WebSocketListener {
        final Headers headers;
        public final List<String> requests = new CopyOnWriteArrayList<>();
        private volatile @Nullable WebSocket socket;
        private volatile int closedWith;

        public Peer(Headers headers) {
            this.headers = headers;
        }

        public void send(String... frames) {
            for (String frame : frames) {
                socket().send(ByteString.encodeUtf8(frame));
            }
        }

        public void sendBytes(ByteString frame) {
            socket().send(frame);
        }

        void sendText(String frame) {
            socket().send(frame);
        }

        public void close(int code) {
            socket().close(code, null);
        }

        @Override
        public void onOpen(WebSocket webSocket, Response response) {
            socket = webSocket;
        }

        @Override
        public void onMessage(WebSocket webSocket, String text) {
            requests.add(text);
            if (requests.size() > 1) {
                return;
            }
            if (text.contains("is_only_snapshot")) {
                send(keyFrames.toArray(String[]::new));
                askers.add(this);
            } else {
                peers.add(this);
            }
        }

        /** How the other end closed the connection; 0 while it has not. */
        public int closedWith() {
            return closedWith;
        }

        @Override
        public void onClosing(WebSocket webSocket, int code, String reason) {
            closedWith = code;
            webSocket.close(1000, null);
        }

        private WebSocket socket() {
            WebSocket open = socket;
            if (open == null) {
                throw new AssertionError("not connected");
            }
            return open;
        }
    }
}
