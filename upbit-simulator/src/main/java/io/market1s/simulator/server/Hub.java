package io.market1s.simulator.server;

import io.market1s.simulator.frame.FrameBytes;
import io.market1s.simulator.frame.FrameType;
import io.market1s.simulator.frame.TimedFrame;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Knows who is subscribed to what and what each subscription begins with. A frame becomes bytes once for all clients of
 * one depth. On the event loop only.
 */
final class Hub {
    private final Listing listing;
    private final Map<Feed, TimedFrame> latest = new HashMap<>();
    private final Map<Feed, List<Subscriber>> subscribers = new HashMap<>();
    private final Map<ClientConnection, List<Feed>> feeds = new HashMap<>();
    private boolean streamType = true;

    Hub(Listing listing) {
        this.listing = listing;
    }

    /** Whether frames have the field {@code stream_type} from now on. */
    void showStreamType(boolean shown) {
        streamType = shown;
    }

    /** Takes note of a market's state without sending it to anybody. */
    void remember(TimedFrame frame) {
        latest.merge(
                new Feed(frame.type(), frame.symbol()),
                frame,
                (before, now) -> now.eventTime().isBefore(before.eventTime()) ? before : now);
    }

    /** The newest frame of a market; null if there was none. */
    @Nullable
    TimedFrame latest(FrameType type, String symbol) {
        return latest.get(new Feed(type, symbol));
    }

    void deliver(TimedFrame frame) {
        remember(frame);
        if (!listing.has(frame.symbol())) {
            return;
        }
        List<Subscriber> receivers = subscribers.getOrDefault(new Feed(frame.type(), frame.symbol()), List.of());
        Map<Integer, Buffer> byDepth = new HashMap<>(4);
        for (Subscriber receiver : receivers) {
            if (!receiver.silenced) {
                receiver.connection.send(byDepth.computeIfAbsent(
                        receiver.units, units -> buffer(units == 0 ? frame.bytes() : cut(frame, units))));
            }
        }
    }

    /** Begins the subscriptions of a request: the snapshots now, then what comes. Codes that are not known: silence. */
    void subscribe(ClientConnection connection, List<Wanted> request) {
        for (Wanted wanted : request) {
            for (String code : wanted.codes()) {
                String symbol = wanted.symbol(code);
                if (listing.has(symbol)) {
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

    boolean isSubscribed(ClientConnection connection, FrameType type, String symbol) {
        return feeds.getOrDefault(connection, List.of()).contains(new Feed(type, symbol));
    }

    /** The markets to which a connection is subscribed. */
    Set<String> symbols(ClientConnection connection) {
        Set<String> symbols = new LinkedHashSet<>();
        feeds.getOrDefault(connection, List.of()).forEach(feed -> symbols.add(feed.symbol));
        return symbols;
    }

    /** Whether a connection's subscription delivers nothing, until it is told to deliver or begun anew. */
    void silence(ClientConnection connection, FrameType type, String symbol, boolean silenced) {
        subscribers.getOrDefault(new Feed(type, symbol), List.of()).stream()
                .filter(subscriber -> subscriber.connection == connection)
                .forEach(subscriber -> subscriber.silenced = silenced);
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
    private Buffer buffer(byte[] bytes) {
        return BufferInternal.buffer(Unpooled.wrappedBuffer(streamType ? bytes : FrameBytes.withoutStreamType(bytes)));
    }

    private record Feed(FrameType type, String symbol) {}

    private static final class Subscriber {
        final ClientConnection connection;
        final int units;
        boolean silenced;

        Subscriber(ClientConnection connection, int units) {
            this.connection = connection;
            this.units = units;
        }
    }
}
