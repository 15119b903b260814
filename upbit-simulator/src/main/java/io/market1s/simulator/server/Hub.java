package io.market1s.simulator.server;

import io.market1s.simulator.frame.FrameBytes;
import io.market1s.simulator.frame.FrameType;
import io.market1s.simulator.frame.TimedFrame;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Knows who is subscribed to what and what each subscription begins with. A frame becomes bytes once for all clients of
 * one depth. On the event loop only.
 */
final class Hub {
    private final List<String> symbols;
    private final Set<String> delisted = new HashSet<>();
    private final Map<Feed, TimedFrame> latest = new HashMap<>();
    private final Map<Feed, List<Subscriber>> subscribers = new HashMap<>();
    private final Map<ClientConnection, List<Feed>> feeds = new HashMap<>();

    Hub(List<String> symbols) {
        this.symbols = List.copyOf(symbols);
    }

    /** The markets that can be had. */
    List<String> listed() {
        return symbols.stream().filter(symbol -> !delisted.contains(symbol)).toList();
    }

    void list(String symbol, boolean listed) {
        if (listed) {
            delisted.remove(symbol);
        } else {
            delisted.add(symbol);
        }
    }

    /** Takes note of a market's state without sending it to anybody. */
    void remember(TimedFrame frame) {
        latest.merge(
                new Feed(frame.type(), frame.symbol()),
                frame,
                (before, now) -> now.eventTime().isBefore(before.eventTime()) ? before : now);
    }

    void deliver(TimedFrame frame) {
        remember(frame);
        if (delisted.contains(frame.symbol())) {
            return;
        }
        List<Subscriber> receivers = subscribers.getOrDefault(new Feed(frame.type(), frame.symbol()), List.of());
        Map<Integer, Buffer> byDepth = new HashMap<>(4);
        for (Subscriber receiver : receivers) {
            receiver.connection.send(byDepth.computeIfAbsent(
                    receiver.units, units -> buffer(units == 0 ? frame.bytes() : cut(frame, units))));
        }
    }

    /** Begins the subscriptions of a request: the snapshots now, then what comes. Codes that are not known: silence. */
    void subscribe(ClientConnection connection, List<Wanted> request) {
        Set<String> known = Set.copyOf(listed());
        for (Wanted wanted : request) {
            for (String code : wanted.codes()) {
                String symbol = wanted.symbol(code);
                if (known.contains(symbol)) {
                    Feed feed = new Feed(wanted.type(), symbol);
                    int units = wanted.type() == FrameType.ORDERBOOK ? wanted.units(code) : 0;
                    begin(connection, feed, wanted, units);
                }
            }
        }
    }

    /** Ends all subscriptions of a connection. */
    void unsubscribe(ClientConnection connection) {
        for (Feed feed : feeds.getOrDefault(connection, List.of())) {
            subscribers.getOrDefault(feed, List.of()).removeIf(subscriber -> subscriber.connection == connection);
        }
        feeds.remove(connection);
    }

    boolean isSubscribed(ClientConnection connection) {
        return feeds.containsKey(connection);
    }

    private void begin(ClientConnection connection, Feed feed, Wanted wanted, int units) {
        TimedFrame state = latest.get(feed);
        if (wanted.snapshots() && state != null) {
            byte[] bytes = units == 0 ? state.bytes() : cut(state, units);
            connection.send(buffer(FrameBytes.asSnapshot(bytes)));
        }
        if (wanted.realtime()) {
            subscribers
                    .computeIfAbsent(feed, none -> new CopyOnWriteArrayList<>())
                    .add(new Subscriber(connection, units));
            feeds.computeIfAbsent(connection, none -> new ArrayList<>()).add(feed);
        }
    }

    private static byte[] cut(TimedFrame frame, int units) {
        return FrameBytes.firstUnits(frame.bytes(), units);
    }

    /** Without a copy: frames are not changed. */
    private static Buffer buffer(byte[] bytes) {
        return BufferInternal.buffer(Unpooled.wrappedBuffer(bytes));
    }

    private record Feed(FrameType type, String symbol) {}

    private record Subscriber(ClientConnection connection, int units) {}
}
