package io.market1s.operations;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that are told their port, or come back on it. A port that was only seen to be free may be an outgoing
 * connection's a moment later, and another build may look at the same time. So these lie below the ports that systems give
 * to clients, and each belongs to a second port, on which its owner listens until its JVM ends. Thread-safe.
 */
public final class TestPorts {
    private static final int FIRST = 10_000;
    private static final int PAIRS = 2_500;
    private static final int TRIES = 1_000;
    private static final List<ServerSocket> HELD = new CopyOnWriteArrayList<>();

    private TestPorts() {}

    /** A port of the loopback address that is free and no other test's. */
    public static int take() {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int sign = FIRST + 2 * ThreadLocalRandom.current().nextInt(PAIRS);
            if (hold(sign) && isFree(sign + 1)) {
                return sign + 1;
            }
        }
        throw new IllegalStateException("no free port from " + FIRST + " to " + (FIRST + 2 * PAIRS));
    }

    /** Listens on a port until the JVM ends; false if somebody else does. */
    public static boolean hold(int port) {
        try {
            HELD.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
