package io.market1s.ingest.exchange;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the exchange has blocked this process: it answers 429 to those who ask too often and 418 to those who insist,
 * and blocks them for longer each time. While a block lasts nothing of the process asks for anything, over WebSocket or
 * REST. Thread-safe.
 */
public final class Block {
    private static final Logger LOG = LoggerFactory.getLogger(Block.class);

    private static final int TOO_MANY = 429;
    private static final int BLOCKED = 418;

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration LONGEST_AFTER_TOO_MANY = Duration.ofSeconds(30);
    private static final Duration FIRST_AFTER_BLOCK = Duration.ofSeconds(10);
    private static final Duration LONGEST_AFTER_BLOCK = Duration.ofMinutes(5);
    private static final int MAX_DOUBLINGS = 10;

    private final LongSupplier nanoTime;
    private final InstantSource clock;
    private int untold;
    private @Nullable Long end;

    /**
     * No block.
     *
     * @param nanoTime by which it is waited
     * @param clock ours, for the log line
     */
    public Block(LongSupplier nanoTime, InstantSource clock) {
        this.nanoTime = nanoTime;
        this.clock = clock;
    }

    /** Whether an answer of this status begins a block. */
    static boolean isBegunBy(int status) {
        return status == TOO_MANY || status == BLOCKED;
    }

    /** How long it still lasts; zero if there is none. */
    public synchronized Duration left() {
        if (end == null) {
            return Duration.ZERO;
        }
        long left = end - nanoTime.getAsLong();
        if (left > 0) {
            return Duration.ofNanos(left);
        }
        end = null;
        return Duration.ZERO;
    }

    /** The exchange answers as usual. */
    synchronized void answered() {
        untold = 0;
    }

    /**
     * The exchange refused.
     *
     * @param status 429 or 418
     * @param told how long, if it says so; else longer with each refusal in a row
     */
    synchronized void refused(int status, Optional<Duration> told) {
        Duration block = within(SHORTEST, told.orElseGet(() -> usual(status)), LONGEST);
        long newEnd = nanoTime.getAsLong() + block.toNanos();
        if (end == null || newEnd - end > 0) {
            end = newEnd;
            Instant until = clock.instant().plus(block).truncatedTo(ChronoUnit.SECONDS);
            LOG.warn(
                    "the exchange blocks us (status {}) for {} s, until {}: nothing is asked of it before",
                    status,
                    block.toSeconds(),
                    until);
        }
    }

    private Duration usual(int status) {
        int doublings = Math.min(untold++, MAX_DOUBLINGS);
        return status == BLOCKED
                ? within(SHORTEST, FIRST_AFTER_BLOCK.multipliedBy(1L << doublings), LONGEST_AFTER_BLOCK)
                : within(SHORTEST, SHORTEST.multipliedBy(1L << doublings), LONGEST_AFTER_TOO_MANY);
    }

    private static Duration within(Duration least, Duration wanted, Duration most) {
        if (wanted.compareTo(least) < 0) {
            return least;
        }
        return wanted.compareTo(most) > 0 ? most : wanted;
    }
}
