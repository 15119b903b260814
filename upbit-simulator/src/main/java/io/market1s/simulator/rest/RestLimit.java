package io.market1s.simulator.rest;

import io.market1s.simulator.fault.Refusal;
import io.market1s.simulator.limit.RateLimit;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The limit of one client on one group of REST requests: over it 429; who insists gets 418 and is blocked, each time for
 * twice as long. For one thread.
 */
final class RestLimit {
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

    /** Why a request is refused; null if it is answered. */
    @Nullable
    Refusal refusal(Instant now) {
        if (now.isBefore(blockedUntil)) {
            return blocked();
        }
        if (limit.admits(now)) {
            refusals = 0;
            return null;
        }
        if (++refusals < PATIENCE) {
            return tooMany(now);
        }
        refusals = 0;
        blockedUntil = now.plus(block);
        block = block.multipliedBy(2).compareTo(LONGEST_BLOCK) < 0 ? block.multipliedBy(2) : LONGEST_BLOCK;
        return blocked();
    }

    int left(Instant now) {
        return limit.left(now);
    }

    /** The refusal of a client that is over a limit: the window has slid past within a second. */
    static Refusal tooMany(Instant now) {
        return new Refusal(TOO_MANY, now.plusSeconds(1), Refusal.Told.BOTH);
    }

    private Refusal blocked() {
        return new Refusal(BLOCKED, blockedUntil, Refusal.Told.BOTH);
    }
}
