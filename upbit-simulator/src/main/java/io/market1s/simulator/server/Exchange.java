package io.market1s.simulator.server;

import io.market1s.simulator.fault.FaultControls;
import io.market1s.simulator.fault.FaultyConnection;
import io.market1s.simulator.fault.StreamFaults;
import io.market1s.simulator.frame.FrameSource;
import io.market1s.simulator.tally.Tally;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.core.internal.http.WebSocketInternal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running server: one event loop on which everything happens, so that frames need no locks and have one order. Its
 * public methods are safe for any thread except the loop's own callbacks, which say so.
 */
public final class Exchange implements FaultControls, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Exchange.class);
    private static final String WEB_SOCKET_PATH = "/websocket/v1";

    private final Vertx vertx;
    private final Context loop;
    private final Port port;
    private final ProtocolSettings protocol;
    private final InstantSource clock;
    private final FrameSource source;
    private final SplittableRandom random;
    private final Door door;
    private final Hub hub;
    private final Disturbance disturbance;
    private final Map<Long, ClientConnection> connections = new LinkedHashMap<>();
    private long accepted;

    private Exchange(
            String host,
            int portNumber,
            ProtocolSettings protocol,
            FrameSource source,
            Tally tally,
            InstantSource clock,
            long seed) {
        this.vertx = EventLoop.create();
        this.loop = vertx.getOrCreateContext();
        this.protocol = protocol;
        this.clock = clock;
        this.source = source;
        this.random = new SplittableRandom(seed);
        this.door = new Door(protocol);
        this.hub = new Hub(source.symbols());
        this.disturbance = new Disturbance(seed);
        RestApi rest = new RestApi(hub::listed, tally, clock, protocol);
        this.port = new Port(vertx, host, portNumber, this::shakeHands, this::accept, rest::handle);
        Pump pump = new Pump(vertx, clock, source, tally, disturbance, hub);
        run(pump::start);
    }

    /**
     * Starts serving a source.
     *
     * @param seed of what the server itself draws by lot: delays of first data, disturbances
     * @throws IOException if the address cannot be listened on; the message names it
     */
    public static Exchange start(
            String host,
            int port,
            ProtocolSettings protocol,
            FrameSource source,
            Tally tally,
            InstantSource clock,
            long seed)
            throws IOException {
        Exchange exchange = new Exchange(host, port, protocol, source, tally, clock, seed);
        try {
            EventLoop.await(exchange.onLoop(exchange.port::open));
        } catch (IOException e) {
            exchange.close();
            throw new IOException("cannot listen on " + host + ":" + port + ": " + e.getMessage(), e);
        }
        return exchange;
    }

    /** The port that it listens on, or did before it went offline. */
    public int port() {
        return port.number();
    }

    @Override
    public void close() {
        try {
            EventLoop.await(vertx.close());
        } catch (IOException e) {
            log.warn("the exchange did not stop cleanly", e);
        }
    }

    @Override
    public void run(Runnable action) {
        try {
            EventLoop.await(onLoop(() -> {
                action.run();
                return Future.succeededFuture();
            }));
        } catch (IOException e) {
            throw new IllegalStateException("the exchange did not do as told: " + e.getMessage(), e);
        }
    }

    @Override
    public void later(Duration delay, Runnable action) {
        loop.runOnContext(now -> vertx.setTimer(Math.max(1, delay.toMillis()), timer -> action.run()));
    }

    @Override
    public Collection<? extends FaultyConnection> connections() {
        return connections.values();
    }

    @Override
    public void disturb(StreamFaults faults) {
        disturbance.set(faults);
    }

    @Override
    public StreamFaults disturbance() {
        return disturbance.faults();
    }

    @Override
    public void answerUpgrades(int status) {
        door.answer(status);
    }

    @Override
    public void list(String symbol, boolean listed) {
        hub.list(symbol, listed);
    }

    @Override
    public void stopListening() {
        List.copyOf(connections.values()).forEach(ClientConnection::drop);
        port.close();
    }

    @Override
    public void startListening() {
        port.reopen();
    }

    ProtocolSettings protocol() {
        return protocol;
    }

    InstantSource clock() {
        return clock;
    }

    Vertx vertx() {
        return vertx;
    }

    Hub hub() {
        return hub;
    }

    void subscribed(Instant now) {
        source.subscribed(now);
    }

    Duration firstDataDelay() {
        long least = protocol.firstDataAfter().toMillis();
        return Duration.ofMillis(
                random.nextLong(least, protocol.firstDataBefore().toMillis() + 1));
    }

    void closed(ClientConnection connection) {
        connections.remove(connection.number());
    }

    private void shakeHands(ServerWebSocketHandshake handshake) {
        if (!handshake.path().equals(WEB_SOCKET_PATH)) {
            handshake.reject(404);
            return;
        }
        boolean hasOrigin = handshake.headers().contains("Origin");
        int status = door.statusFor(handshake.remoteAddress().hostAddress(), hasOrigin, clock.instant());
        if (status == Door.OPEN) {
            handshake.accept();
        } else {
            log.debug("an upgrade is refused with {}", status);
            handshake.reject(status);
        }
    }

    private void accept(ServerWebSocket socket) {
        Wire wire = new Wire(clock);
        ((WebSocketInternal) socket).channelHandlerContext().pipeline().addFirst(wire);
        ClientConnection connection = new ClientConnection(++accepted, socket, wire, this);
        connections.put(connection.number(), connection);
        connection.open();
        log.debug("connection {} from {} is open", connection.number(), socket.remoteAddress());
    }

    private CompletableFuture<Void> onLoop(LoopAction action) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (EventLoop.isCurrent(vertx)) {
            complete(action, done);
        } else {
            loop.runOnContext(now -> complete(action, done));
        }
        return done;
    }

    private static void complete(LoopAction action, CompletableFuture<Void> done) {
        try {
            action.run().onComplete(result -> {
                if (result.succeeded()) {
                    done.complete(null);
                } else {
                    done.completeExceptionally(result.cause());
                }
            });
        } catch (RuntimeException e) {
            done.completeExceptionally(e);
        }
    }

    private interface LoopAction {
        Future<Void> run();
    }
}
