package io.market1s.simulator.server;

import java.time.Duration;
import java.time.Instant;

/** Decides about upgrades: the limit per address, far stricter for who sends an Origin header, and faults. */
final class Door {
    static final int OPEN = 101;
    private static final int TOO_MANY = 429;

    private final boolean limited;
    private final PerClient<RateLimit> connects;
    private final PerClient<RateLimit> connectsWithOrigin =
            new PerClient<>(() -> new RateLimit(1, Duration.ofSeconds(10)));
    private int faultStatus = OPEN;

    Door(ProtocolSettings protocol) {
        this.limited = protocol.limited();
        this.connects = new PerClient<>(() -> new RateLimit(protocol.connectsPerSecond(), Duration.ofSeconds(1)));
    }

    /** The status to answer an upgrade with. */
    int statusFor(String address, boolean hasOrigin, Instant now) {
        if (faultStatus != OPEN) {
            return faultStatus;
        }
        PerClient<RateLimit> limits = hasOrigin ? connectsWithOrigin : connects;
        return !limited || limits.of(address).admits(now) ? OPEN : TOO_MANY;
    }

    void answer(int status) {
        faultStatus = status;
    }
}
