package io.market1s.ingest.exchange;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import okhttp3.Call;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/** The exchange at its addresses, over WebSockets and REST. Thread-safe. */
public final class ExchangeClient implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private static final int MAX_CONNECTIONS = 10_000;

    /** Far more than {@link Received#MAX_BYTES}, so that what is merely too large can still be quarantined. */
    private static final long MAX_MESSAGE_BYTES = 4L << 20;

    private final OkHttpClient http;
    private final Request upgrade;
    private final HttpUrl rest;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Block block;

    /**
     * A client that has not connected to anything yet.
     *
     * @param pingInterval between pings; a connection that does not answer one until the next is given up
     * @param clock ours: when messages and answers are received
     */
    public ExchangeClient(
            String webSocketUrl, String restUrl, Duration pingInterval, InstantSource clock, LongSupplier nanoTime) {
        this(okHttp(pingInterval), webSocketUrl, restUrl, clock, nanoTime);
    }

    ExchangeClient(
            OkHttpClient unlimited, String webSocketUrl, String restUrl, InstantSource clock, LongSupplier nanoTime) {
        this.block = new Block(nanoTime, clock);
        this.http = unlimited
                .newBuilder()
                .addInterceptor(new Limits(block, nanoTime))
                .build();
        this.upgrade = new Request.Builder().url(webSocketUrl).build();
        this.rest = HttpUrl.get(restUrl);
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /**
     * A connection that is not made yet.
     *
     * @param request what to send when it is open
     */
    public Connection connection(String request, Connection.Events events) {
        return new Connection(this, request, events, nanoTime);
    }

    /** For how long the exchange has blocked us; zero if it has not. */
    public Duration blockedFor() {
        return block.left();
    }

    WebSocket open(WebSocketListener listener) {
        return http.newWebSocket(upgrade, listener);
    }

    /** The address of what REST serves at a path. */
    HttpUrl.Builder address(String path) {
        return rest.newBuilder().addPathSegments(path);
    }

    /** A request that ends within the timeout, with or without an answer. */
    Call get(HttpUrl url, Duration timeout) {
        Call call = http.newCall(new Request.Builder().url(url).build());
        call.timeout().timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        return call;
    }

    Instant now() {
        return clock.instant();
    }

    /** Ends the client's threads, connections and requests. */
    @Override
    public void close() {
        http.dispatcher().cancelAll();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    static OkHttpClient okHttp(Duration pingInterval) {
        Dispatcher dispatcher = new Dispatcher();
        // A WebSocket occupies one of them for as long as it is open.
        dispatcher.setMaxRequests(MAX_CONNECTIONS);
        return new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectTimeout(CONNECT_TIMEOUT)
                .readTimeout(CONNECT_TIMEOUT)
                .pingInterval(pingInterval)
                .addInterceptor(new BoundedMessages(MAX_MESSAGE_BYTES))
                .build();
    }
}
