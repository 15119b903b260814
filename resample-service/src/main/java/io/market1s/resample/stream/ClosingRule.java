package io.market1s.resample.stream;

import java.time.Duration;
import java.time.Instant;

/**
 * Up to when seconds may be closed and from when on they must be remembered.
 *
 * @param grace how long after its end a second stays open for what is still on its way
 * @param retention how long a second is remembered after everything before it was read: horizon and slack
 */
record ClosingRule(Duration grace, Duration retention) {
    /**
     * The limit of closing: by the wall clock as far as the task is known to be current, by stream time beyond. So unread
     * seconds never pass for empty ones, and a quiet market still gets its rows.
     *
     * @param currentAt the latest moment of which is known that everything the logs held then is processed
     * @param streamTime the greatest record timestamp that the task has seen
     */
    Instant limit(Instant now, Instant currentAt, Instant streamTime) {
        Instant byWallClock = min(now.minus(grace), currentAt);
        Instant byStreamTime = behindLimit(now, streamTime);
        return byWallClock.isAfter(byStreamTime) ? byWallClock : byStreamTime;
    }

    /** The limit as it is without knowing where the logs end. */
    Instant behindLimit(Instant now, Instant streamTime) {
        return min(now, streamTime).minus(grace);
    }

    /**
     * The limit for whom only what is final counts: what is still to be read changes no second before it. A heartbeat
     * decides about the second before its own, too.
     *
     * @param currentAt as in {@link #limit}; everything is read then
     * @param readUpTo the moment up to which every partition was read
     */
    Instant finalLimit(Instant currentAt, Instant readUpTo) {
        Instant settled =
                readUpTo.equals(Instant.MIN) ? Instant.MIN : floor(readUpTo).minusSeconds(1);
        return settled.isAfter(currentAt) ? settled : currentAt;
    }

    /** The moment before which seconds may be forgotten. */
    Instant floor(Instant readUpTo) {
        return readUpTo.equals(Instant.MIN) ? Instant.MIN : readUpTo.minus(retention);
    }

    private static Instant min(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
