package io.market1s.local.folder;

import io.market1s.settings.BadUseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ports of one local run, all on the loopback address.
 *
 * @param dashboard of the web page
 * @param ingest of the ingest's metrics and health
 * @param resample of the resampler's
 */
public record Ports(
        int postgres,
        int kafka,
        int kafkaController,
        int connect,
        int exchange,
        int dashboard,
        int ingest,
        int resample) {
    /** The address that every server binds to. */
    public static final String HOST = "127.0.0.1";

    private static final Ports DEFAULT = new Ports(15432, 19092, 19093, 18083, 18081, 18080, 18084, 18085);
    private static final int MAX_PORT = 65_535;

    /**
     * The documented ports, each moved by the offset.
     *
     * @throws BadUseException if a port would not be one
     */
    public static Ports offsetBy(int offset) {
        Ports moved = new Ports(
                DEFAULT.postgres + offset,
                DEFAULT.kafka + offset,
                DEFAULT.kafkaController + offset,
                DEFAULT.connect + offset,
                DEFAULT.exchange + offset,
                DEFAULT.dashboard + offset,
                DEFAULT.ingest + offset,
                DEFAULT.resample + offset);
        if (moved.names().values().stream().anyMatch(port -> port < 1 || port > MAX_PORT)) {
            throw new BadUseException("--port-offset " + offset + " leads outside of 1 to " + MAX_PORT);
        }
        return moved;
    }

    /** Ports that were free a moment ago. */
    public static Ports free() {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                sockets.add(new ServerSocket(0, 1, loopback()));
            }
            List<Integer> free =
                    sockets.stream().map(ServerSocket::getLocalPort).toList();
            for (ServerSocket socket : sockets) {
                socket.close();
            }
            return new Ports(
                    free.get(0),
                    free.get(1),
                    free.get(2),
                    free.get(3),
                    free.get(4),
                    free.get(5),
                    free.get(6),
                    free.get(7));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Checks that every server can have its port.
     *
     * @param withExchange whether the exchange is one of them
     * @throws BadUseException naming every port that is taken
     */
    public void requireFree(boolean withExchange) {
        List<String> taken = new ArrayList<>();
        names().forEach((name, port) -> {
            if ((withExchange || port != exchange) && !isFree(port)) {
                taken.add("port " + port + " (" + name + ") is taken");
            }
        });
        if (!taken.isEmpty()) {
            throw new BadUseException(String.join(", ", taken)
                    + "; stop what uses it, or move all ports with --port-offset, for example --port-offset 1000");
        }
    }

    private Map<String, Integer> names() {
        Map<String, Integer> names = new LinkedHashMap<>();
        names.put("PostgreSQL", postgres);
        names.put("Kafka", kafka);
        names.put("Kafka controller", kafkaController);
        names.put("Kafka Connect", connect);
        names.put("exchange", exchange);
        names.put("dashboard", dashboard);
        names.put("ingest's metrics", ingest);
        names.put("resampler's metrics", resample);
        return names;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // Connections of the run before may linger; they take no port from a server.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(loopback(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static InetAddress loopback() throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }
}
