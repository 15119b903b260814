package io.market1s.ingest.exchange;

import java.time.Duration;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/** OkHttp as the exchange needs it. */
public final class ExchangeClient {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private static final int MAX_CONNECTIONS = 10_000;

    /** Far more than {@link Received#MAX_BYTES}, so that what is merely too large can still be quarantined. */
    private static final long MAX_MESSAGE_BYTES = 4L << 20;

    private ExchangeClient() {}

    /**
     * A client for REST and WebSockets.
     *
     * @param pingInterval between pings; a connection that does not answer one until the next is given up
     */
    public static OkHttpClient create(Duration pingInterval) {
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

    /** Ends the client's threads and connections. */
    public static void close(OkHttpClient client) {
        client.dispatcher().cancelAll();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
