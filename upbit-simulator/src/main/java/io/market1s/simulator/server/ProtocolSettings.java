package io.market1s.simulator.server;

import java.time.Duration;

/**
 * Upbit's timings and limits; {@link #upbit()} has the real ones.
 *
 * @param firstDataAfter least time from a request to its first data
 * @param firstDataBefore greatest time from a request to its first data
 * @param idleTimeout a connection from which nothing comes for so long is dropped
 * @param statusInterval between two {@code {"status":"UP"}} once a client has sent {@code PING}
 * @param limited whether connections and requests are limited at all
 * @param connectsPerSecond upgrades a second and IP address
 * @param requestsPerSecond messages a second on one connection
 * @param requestsPerMinute messages a minute on one connection
 * @param restPerSecond REST requests a second, IP address and group
 */
public record ProtocolSettings(
        Duration firstDataAfter,
        Duration firstDataBefore,
        Duration idleTimeout,
        Duration statusInterval,
        boolean limited,
        int connectsPerSecond,
        int requestsPerSecond,
        int requestsPerMinute,
        int restPerSecond) {

    private static final ProtocolSettings UPBIT = new ProtocolSettings(
            Duration.ofMillis(170),
            Duration.ofMillis(350),
            Duration.ofMillis(60_500),
            Duration.ofSeconds(10),
            true,
            5,
            5,
            100,
            10);

    public ProtocolSettings {
        if (firstDataAfter.isNegative() || firstDataBefore.compareTo(firstDataAfter) < 0) {
            throw new IllegalArgumentException("first data must come after 0 and before its greatest time");
        }
        if (idleTimeout.toMillis() < 1 || statusInterval.toMillis() < 1) {
            throw new IllegalArgumentException("idle timeout and status interval must be 1 ms or more");
        }
    }

    /** What the real exchange does. */
    public static ProtocolSettings upbit() {
        return UPBIT;
    }

    /** The same without limits on connections and requests. */
    public ProtocolSettings unlimited() {
        return copy(firstDataAfter, firstDataBefore, idleTimeout, statusInterval, false);
    }

    /** The same with first data between these times after a request. */
    public ProtocolSettings withFirstData(Duration after, Duration before) {
        return copy(after, before, idleTimeout, statusInterval, limited);
    }

    /** The same with another idle timeout. */
    public ProtocolSettings withIdleTimeout(Duration timeout) {
        return copy(firstDataAfter, firstDataBefore, timeout, statusInterval, limited);
    }

    /** The same with another interval between status frames. */
    public ProtocolSettings withStatusInterval(Duration interval) {
        return copy(firstDataAfter, firstDataBefore, idleTimeout, interval, limited);
    }

    private ProtocolSettings copy(
            Duration after, Duration before, Duration timeout, Duration interval, boolean isLimited) {
        return new ProtocolSettings(
                after,
                before,
                timeout,
                interval,
                isLimited,
                connectsPerSecond,
                requestsPerSecond,
                requestsPerMinute,
                restPerSecond);
    }
}
