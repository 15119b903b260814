package io.market1s.simulator.server;

import io.market1s.simulator.fault.FaultControls;
import io.market1s.simulator.fault.Refusal;
import io.market1s.simulator.frame.FrameSource;
import io.market1s.simulator.frame.TimedFrame;
import io.market1s.simulator.rest.RestApi;
import io.market1s.simulator.tally.FaultRecord;
import io.market1s.simulator.tally.Ledger;
import io.market1s.simulator.tally.RequestLog;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running server: one event loop on which everything happens, so that frames need no locks and have one order. Its
 * public methods are safe for any thread.
 */
public final class Exchange implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Exchange.class);
    private static final String WEB_SOCKET_PATH = "/websocket/v1";

    private final EventLoop loop = new EventLoop();
    private final Port port;
    private final ProtocolSettings protocol;
    private final InstantSource clock;
    private final FrameSource source;
    private final SplittableRandom random;
    private final Door door;
    private final Listing listing;
    private final Hub hub;
    private final OldTickers oldTickers = new OldTickers();
    private final Disturbance disturbance;
    private final FaultRecord record;
    private final RequestLog requests;
    private final RestApi rest;
    private final Pump pump;
    private final FaultControls controls;
    private final Map<Long, ClientConnection> connections = new LinkedHashMap<>();
    private long accepted;

    private Exchange(
            String host,
            int portNumber,
            ProtocolSettings protocol,
            FrameSource source,
            Ledger ledger,
            InstantSource clock,
            long seed) {
        this.protocol = protocol;
        this.clock = clock;
        this.source = source;
        this.random = new SplittableRandom(seed);
        this.door = new Door(protocol);
        this.listing = new Listing(source.symbols());
        this.hub = new Hub(listing);
        this.disturbance = new Disturbance(seed);
        this.record = ledger.faults();
        this.requests = ledger.requests();
        int restPerSecond = protocol.limited() ? protocol.restPerSecond() : Integer.MAX_VALUE;
        this.rest =
                new RestApi(new LiveMarketBoard(listing, source, hub), ledger.tally(), requests, clock, restPerSecond);
        this.port = new Port(loop.vertx(), host, portNumber, this::handle);
        this.pump = new Pump(loop.vertx(), clock, source, ledger, disturbance, hub, oldTickers);
        this.controls = new Controls(this, loop);
        loop.run(pump::start);
    }

    /**
     * Starts serving a source.
     *
     * @param ledger what is made and done is written down in it
     * @param seed of what the server itself draws by lot: delays of first data, disturbances
     * @throws IOException if the address cannot be listened on; the message names it
     */
    public static Exchange start(
            String host,
            int port,
            ProtocolSettings protocol,
            FrameSource source,
            Ledger ledger,
            InstantSource clock,
            long seed)
            throws IOException {
        Exchange exchange = new Exchange(host, port, protocol, source, ledger, clock, seed);
        try {
            exchange.loop.await(exchange.port::open);
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

    /** How it is told to misbehave. */
    public FaultControls controls() {
        return controls;
    }

    /** Lists a market that the source has begun to make, in the state in which it starts. Within {@code controls().run}. */
    public void list(String symbol, List<TimedFrame> opening) {
        opening.forEach(pump::open);
        listing.list(symbol, true);
    }

    @Override
    public void close() {
        try {
            loop.close();
        } catch (IOException e) {
            log.warn("the exchange did not stop cleanly", e);
        }
    }

    ProtocolSettings protocol() {
        return protocol;
    }

    InstantSource clock() {
        return clock;
    }

    Vertx vertx() {
        return loop.vertx();
    }

    Hub hub() {
        return hub;
    }

    OldTickers oldTickers() {
        return oldTickers;
    }

    FaultRecord record() {
        return record;
    }

    Disturbance disturbance() {
        return disturbance;
    }

    Door door() {
        return door;
    }

    Listing listing() {
        return listing;
    }

    FrameSource source() {
        return source;
    }

    RestApi rest() {
        return rest;
    }

    Port address() {
        return port;
    }

    Collection<ClientConnection> connections() {
        return connections.values();
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

    private void handle(HttpServerRequest request) {
        if (!request.path().equals(WEB_SOCKET_PATH) || !request.canUpgradeToWebSocket()) {
            rest.handle(request);
            return;
        }
        Instant now = clock.instant();
        boolean hasOrigin = request.headers().contains("Origin");
        Refusal refusal = door.refusal(request.remoteAddress().hostAddress(), hasOrigin, now);
        requests.add(new RequestLog.Request(now, WEB_SOCKET_PATH, "", refusal == null ? 101 : refusal.status()));
        if (refusal == null) {
            request.toWebSocket().onSuccess(this::accept);
        } else {
            log.debug("an upgrade is refused with {}", refusal.status());
            RestApi.refuse(request, refusal, now);
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
}
