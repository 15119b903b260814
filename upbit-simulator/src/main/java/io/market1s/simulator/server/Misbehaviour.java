package io.market1s.simulator.server;

import io.market1s.simulator.fault.FaultyConnection;
import io.market1s.simulator.fault.StrayFrame;
import io.market1s.simulator.frame.FrameBytes;
import io.market1s.simulator.frame.FrameType;
import io.market1s.simulator.frame.TimedFrame;
import io.market1s.simulator.tally.FaultRecord;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What misbehaviour does to one connection, and the record of it. On the event loop only. */
final class Misbehaviour implements FaultyConnection {
    private final ClientConnection connection;
    private final Wire wire;
    private final Exchange exchange;
    private final Hub hub;
    private final FaultRecord record;
    private final Map<String, Set<FrameType>> silenced = new HashMap<>();

    Misbehaviour(ClientConnection connection, Wire wire, Exchange exchange) {
        this.connection = connection;
        this.wire = wire;
        this.exchange = exchange;
        this.hub = exchange.hub();
        this.record = exchange.record();
    }

    /** Takes note that its subscriptions have begun anew. */
    void subscribed() {
        silenced.clear();
        record.delivered(symbols(), now());
    }

    @Override
    public long number() {
        return connection.number();
    }

    @Override
    public boolean isSubscribed() {
        return hub.isSubscribed(connection);
    }

    @Override
    public void drop() {
        cut();
        connection.drop();
    }

    @Override
    public void close(int code) {
        cut();
        connection.close(code);
    }

    @Override
    public void stall() {
        cut();
        wire.stall();
    }

    @Override
    public void resume() {
        if (wire.isStalled()) {
            wire.resume();
            record.delivered(symbols(), now());
        }
    }

    @Override
    public void silence(String symbol, Set<FrameType> types) {
        if (symbols().contains(symbol)) {
            types.forEach(type -> hub.silence(connection, type, symbol, true));
            silenced.computeIfAbsent(symbol, none -> EnumSet.noneOf(FrameType.class))
                    .addAll(types);
            record.silenced(symbol, types, now());
        }
    }

    @Override
    public void restore() {
        silenced.forEach((symbol, types) -> {
            types.forEach(type -> hub.silence(connection, type, symbol, false));
            record.restored(symbol, types, now());
        });
        silenced.clear();
    }

    @Override
    public void send(StrayFrame frame) {
        connection.send(Buffer.buffer(frame.frame(connection.lastCode(), now())));
        if (frame.mayHideAnEvent()) {
            record.stray(symbols(), now());
        }
    }

    @Override
    public void sendAhead(FrameType type, String symbol, Duration ahead) {
        @Nullable TimedFrame last = hub.latest(type, symbol);
        if (last == null || !hub.isSubscribed(connection, type, symbol)) {
            return;
        }
        try {
            connection.send(Buffer.buffer(FrameBytes.restamped(last.bytes(), ahead.toMillis())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (type == FrameType.ORDERBOOK) {
            record.bookOfNoTime(symbol, now(), last.eventTime().plus(ahead));
        }
    }

    private void cut() {
        record.cut(symbols(), now(), exchange.disturbance().longestDelay());
    }

    private Set<String> symbols() {
        return hub.symbols(connection);
    }

    private Instant now() {
        return exchange.clock().instant();
    }
}
