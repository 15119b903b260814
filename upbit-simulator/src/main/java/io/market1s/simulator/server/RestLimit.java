package io.market1s.simulator.server;

import java.time.Duration;
import java.time.Instant;

/**
 * The limit of one client on one group of REST requests: over it 429; who insists gets 418 and is blocked, each time for
 * twice as long. For one thread.
 */
final class RestLimit {
    static final int OK = 200;
    private static final int TOO_MANY = 429;
    private static final int BLOCKED = 418;
    private static final int PATIENCE = 10;
    private static final Duration FIRST_BLOCK = Duration.ofSeconds(1);
    private static final Duration LONGEST_BLOCK = Duration.ofMinutes(5);

    private final RateLimit limit;
    private int refusals;
    private Duration block = FIRST_BLOCK;
    private Instant blockedUntil = Instant.MIN;

    RestLimit(int perSecond) {
        this.limit = new RateLimit(perSecond, Duration.ofSeconds(1));
    }

    int statusFor(Instant now) {
        if (now.isBefore(blockedUntil)) {
            return BLOCKED;
        }
        if (limit.admits(now)) {
            refusals = 0;
            return OK;
        }
        if (++refusals < PATIENCE) {
            return TOO_MANY;
        }
        refusals = 0;
        blockedUntil = now.plus(block);
        block = block.multipliedBy(2).compareTo(LONGEST_BLOCK) < 0 ? block.multipliedBy(2) : LONGEST_BLOCK;
        return BLOCKED;
    }

    int left(Instant now) {
        return limit.left(now);
    }
}
