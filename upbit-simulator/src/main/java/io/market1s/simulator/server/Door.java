package io.market1s.simulator.server;

import io.market1s.simulator.fault.Refusal;
import io.market1s.simulator.limit.PerClient;
import io.market1s.simulator.limit.RateLimit;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides about upgrades: the limit per address, far stricter for who sends an Origin header, and faults. */
final class Door {
    private static final Refusal TOO_MANY = Refusal.of(429);

    private final boolean limited;
    private final PerClient<RateLimit> connects;
    private final PerClient<RateLimit> connectsWithOrigin =
            new PerClient<>(() -> new RateLimit(1, Duration.ofSeconds(10)));
    private @Nullable Refusal fault;

    Door(ProtocolSettings protocol) {
        this.limited = protocol.limited();
        this.connects = new PerClient<>(() -> new RateLimit(protocol.connectsPerSecond(), Duration.ofSeconds(1)));
    }

    /** Why an upgrade is refused; null if it is accepted. */
    @Nullable
    Refusal refusal(String address, boolean hasOrigin, Instant now) {
        if (fault != null && !fault.isOver(now)) {
            return fault;
        }
        PerClient<RateLimit> limits = hasOrigin ? connectsWithOrigin : connects;
        return !limited || limits.of(address).admits(now) ? null : TOO_MANY;
    }

    void refuse(@Nullable Refusal refusal) {
        fault = refusal;
    }
}
