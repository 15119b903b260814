package io.market1s.simulator.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.market1s.simulator.limit.RateLimit;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's WebSocket: its requests and its keep-alive. On the event loop only. */
final class ClientConnection {
    private static final Logger log = LoggerFactory.getLogger(ClientConnection.class);
    private static final Buffer UP = Buffer.buffer("{\"status\":\"UP\"}".getBytes(UTF_8));
    private static final String DEFAULT_CODE = "KRW-BTC";

    private final long number;
    private final ServerWebSocket socket;
    private final Wire wire;
    private final Exchange exchange;
    private final Misbehaviour misbehaviour;
    private final ProtocolSettings protocol;
    private final InstantSource clock;
    private final Vertx vertx;
    private final RateLimit perSecond;
    private final RateLimit perMinute;
    private final Set<Long> timers = new HashSet<>();
    private long requests;
    private boolean refused;
    private boolean statusWanted;
    private String lastCode = DEFAULT_CODE;

    public ClientConnection(long number, ServerWebSocket socket, Wire wire, Exchange exchange) {
        this.number = number;
        this.socket = socket;
        this.wire = wire;
        this.exchange = exchange;
        this.misbehaviour = new Misbehaviour(this, wire, exchange);
        this.protocol = exchange.protocol();
        this.clock = exchange.clock();
        this.vertx = exchange.vertx();
        this.perSecond = new RateLimit(protocol.requestsPerSecond(), Duration.ofSeconds(1));
        this.perMinute = new RateLimit(protocol.requestsPerMinute(), Duration.ofMinutes(1));
    }

    public void open() {
        socket.textMessageHandler(this::receive);
        socket.binaryMessageHandler(bytes -> receive(bytes.toString(UTF_8)));
        socket.exceptionHandler(problem -> log.debug("connection {} broke: {}", number, problem.toString()));
        socket.closeHandler(closed -> closed());
        after(protocol.idleTimeout(), this::dropIfIdle);
    }

    /** Sends a binary frame, as all of Upbit's are. A client that does not keep up is dropped. */
    void send(Buffer frame) {
        if (socket.isClosed() || wire.isCut()) {
            return;
        }
        if (socket.writeQueueFull()) {
            log.warn("connection {} reads too slowly and is dropped", number);
            drop();
            return;
        }
        socket.writeFinalBinaryFrame(frame);
    }

    private void receive(String message) {
        if (refused) {
            return;
        }
        try {
            Instant now = clock.instant();
            if (protocol.limited() && !(perSecond.admits(now) && perMinute.admits(now))) {
                throw RefusedException.tooMany();
            }
            if (message.equals("PING")) {
                startStatus();
            } else {
                subscribe(RequestReader.read(message), now);
            }
        } catch (RefusedException e) {
            log.debug("connection {} is refused: {}", number, e.getMessage());
            refused = true;
            exchange.hub().unsubscribe(this);
            send(Buffer.buffer(e.frame()));
            after(Duration.ofMillis(50), () -> close(1000));
        }
    }

    private void subscribe(List<Wanted> request, Instant now) {
        // The first request's data ends here: the second replaces it whole, with its own wait.
        exchange.hub().unsubscribe(this);
        exchange.subscribed(now);
        lastCode = request.get(0).symbol(request.get(0).codes().get(0));
        long thisRequest = ++requests;
        after(exchange.firstDataDelay(), () -> {
            if (thisRequest == requests && !refused) {
                exchange.oldTickers().beforeSubscription(this, request, clock.instant());
                exchange.hub().subscribe(this, request);
                misbehaviour.subscribed();
            }
        });
    }

    private void startStatus() {
        if (!statusWanted) {
            statusWanted = true;
            sendStatus();
        }
    }

    private void sendStatus() {
        send(UP);
        after(protocol.statusInterval(), this::sendStatus);
    }

    private void dropIfIdle() {
        Duration silent = Duration.between(wire.lastHeard(), clock.instant());
        Duration left = protocol.idleTimeout().minus(silent);
        if (wire.isStalled()) {
            after(protocol.idleTimeout(), this::dropIfIdle);
        } else if (left.toMillis() > 0) {
            after(left, this::dropIfIdle);
        } else {
            log.info("connection {} was idle for {} ms and is dropped", number, silent.toMillis());
            wire.cut(false);
        }
    }

    private void closed() {
        timers.forEach(vertx::cancelTimer);
        timers.clear();
        exchange.hub().unsubscribe(this);
        exchange.closed(this);
        log.debug("connection {} is closed", number);
    }

    private void after(Duration delay, Runnable action) {
        if (socket.isClosed()) {
            return;
        }
        timers.add(vertx.setTimer(Math.max(1, delay.toMillis()), timer -> {
            timers.remove(timer);
            action.run();
        }));
    }

    long number() {
        return number;
    }

    /** What can be done to it. */
    Misbehaviour misbehaviour() {
        return misbehaviour;
    }

    /** The first code that it last asked for. */
    String lastCode() {
        return lastCode;
    }

    void drop() {
        wire.cut(true);
    }

    void close(int code) {
        if (!socket.isClosed()) {
            socket.close((short) code);
        }
    }
}
