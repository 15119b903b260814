package io.market1s.ingest.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket, from the connect to its end, which {@link Events} is told exactly once. Its callbacks come on OkHttp's
 * thread and never block, because a blocked thread answers no pings.
 */
public final class Connection extends WebSocketListener {
    private static final int NORMAL_CLOSURE = 1000;

    private final ExchangeClient exchange;
    private final String request;
    private final Events events;
    private final LongSupplier nanoTime;
    private final AtomicReference<@Nullable WebSocket> socket = new AtomicReference<>();
    /** Written under the lock, so that nobody hears of an end before the opening. */
    private final AtomicBoolean ended = new AtomicBoolean();

    private final long made;
    private volatile long opened;
    /** Nothing else may be sent before the request. */
    private volatile boolean asked;

    private volatile long lastArrival;

    /** What happens on a connection; calls come from several threads. */
    public interface Events {
        /** It is open; not told if it ended before. */
        void opened(Connection connection);

        /** A message; false if there is no room for it. */
        boolean received(Received message);

        /**
         * The connection is gone; nothing more comes from it.
         *
         * @param httpStatus of a refused upgrade, else 0
         */
        void ended(Connection connection, String why, int httpStatus);
    }

    Connection(ExchangeClient exchange, String request, Events events, LongSupplier nanoTime) {
        this.exchange = exchange;
        this.request = request;
        this.events = events;
        this.nanoTime = nanoTime;
        this.made = nanoTime.getAsLong();
        this.lastArrival = made;
    }

    /** Begins to connect; returns at once. */
    public void open() {
        socket.set(exchange.open(this));
    }

    /** Makes the exchange send its status, so that a quiet connection shows that it lives. */
    public void ping() {
        WebSocket open = socket.get();
        if (open != null && asked) {
            open.send("PING");
        }
    }

    /** How long nothing has arrived. */
    public Duration silence() {
        return Duration.ofNanos(nanoTime.getAsLong() - lastArrival);
    }

    /** For how long it has existed, or did when it ended a moment ago. */
    public Duration age() {
        return Duration.ofNanos(nanoTime.getAsLong() - made);
    }

    /** When it was opened, by the monotonic clock; without a meaning before. */
    public long openedNanos() {
        return opened;
    }

    /** For how long it has been open; without a meaning before. */
    public Duration openFor() {
        return Duration.ofNanos(nanoTime.getAsLong() - opened);
    }

    /** Ends the connection in order: what it was for is done. */
    public void finish(String why) {
        WebSocket open = socket.get();
        end(why, 0);
        if (open != null && !open.close(NORMAL_CLOSURE, null)) {
            open.cancel();
        }
    }

    /** Gives the connection up. */
    public void abandon(String why) {
        WebSocket open = socket.get();
        end(why, 0);
        if (open != null) {
            open.cancel();
        }
    }

    @Override
    public void onOpen(WebSocket webSocket, Response response) {
        opened = nanoTime.getAsLong();
        lastArrival = opened;
        if (begin()) {
            webSocket.send(request);
            asked = true;
        } else {
            webSocket.cancel();
        }
    }

    @Override
    public void onMessage(WebSocket webSocket, ByteString bytes) {
        Instant at = exchange.now();
        boolean whole = bytes.size() <= Received.MAX_BYTES;
        ByteString kept = whole ? bytes : bytes.substring(0, Received.MAX_KEPT_BYTES);
        received(webSocket, new Received(kept.toByteArray(), at, nanoTime.getAsLong(), whole));
    }

    @Override
    public void onMessage(WebSocket webSocket, String text) {
        Instant at = exchange.now();
        byte[] bytes = text.getBytes(UTF_8);
        received(webSocket, new Received(bytes, at, nanoTime.getAsLong(), true));
    }

    private void received(WebSocket webSocket, Received message) {
        lastArrival = message.nanos();
        if (!ended.get() && !events.received(message)) {
            end("Kafka is not keeping up; the seconds until the reconnect are incomplete", 0);
            webSocket.cancel();
        }
    }

    @Override
    public void onClosing(WebSocket webSocket, int code, String reason) {
        webSocket.close(NORMAL_CLOSURE, null);
        end("the exchange closed it with " + code + (reason.isEmpty() ? "" : " " + reason), 0);
    }

    @Override
    public void onClosed(WebSocket webSocket, int code, String reason) {
        end("closed with " + code, 0);
    }

    @Override
    public void onFailure(WebSocket webSocket, Throwable failure, @Nullable Response response) {
        if (failure instanceof BoundedMessages.TooLargeException) {
            // To be counted with the others, though nothing of it was kept.
            received(webSocket, new Received(new byte[0], exchange.now(), nanoTime.getAsLong(), false));
        }
        int status = response == null || response.code() == 101 ? 0 : response.code();
        end(status == 0 ? failure.toString() : "HTTP status " + status, status);
    }

    private synchronized boolean begin() {
        if (!ended.get()) {
            events.opened(this);
        }
        return !ended.get();
    }

    private synchronized void end(String why, int httpStatus) {
        if (ended.compareAndSet(false, true)) {
            events.ended(this, why, httpStatus);
        }
    }
}
