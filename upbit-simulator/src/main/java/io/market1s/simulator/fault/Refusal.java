package io.market1s.simulator.fault;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the exchange refuses requests for a while.
 *
 * @param status of HTTP, 400 to 599
 * @param until when it ends; null for when it is told to
 * @param told how a client learns when it ends; without meaning if {@code until} is null
 */
public record Refusal(int status, @Nullable Instant until, Told told) {
    /** Where the time that is left stands. */
    public enum Told {
        /** In the header {@code Retry-After}, in whole seconds. */
        HEADER,
        /** In the message of the body. */
        BODY,
        /** In both. */
        BOTH,
        /** Nowhere. */
        NOT
    }

    public Refusal {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("not a status of refusal: " + status);
        }
    }

    /** One of that status that ends when it is told to. */
    public static Refusal of(int status) {
        return new Refusal(status, null, Told.NOT);
    }

    /** Whether it has ended by itself. */
    public boolean isOver(Instant now) {
        return until != null && !now.isBefore(until);
    }

    /** The whole seconds that the header tells, rounded up; null if it tells nothing. */
    public @Nullable Long headerSeconds(Instant now) {
        return told == Told.HEADER || told == Told.BOTH ? secondsLeft(now) : null;
    }

    /** The whole seconds that the body tells, rounded up; null if it tells nothing. */
    public @Nullable Long bodySeconds(Instant now) {
        return told == Told.BODY || told == Told.BOTH ? secondsLeft(now) : null;
    }

    private @Nullable Long secondsLeft(Instant now) {
        return until == null
                ? null
                : Math.max(1, Duration.between(now, until).plusMillis(999).toSeconds());
    }
}
