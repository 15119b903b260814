package io.market1s.simulator.fault;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with the answers of the REST API.
 *
 * @param behind its trades, tickers and candles are those of so long ago, at most 30 s
 * @param refusal what every request is answered with; one of 404 spares the list of markets; null for none
 */
public record RestFaults(Duration behind, @Nullable Refusal refusal) {
    private static final Duration MOST_BEHIND = Duration.ofSeconds(30);

    /** Nothing. */
    public static final RestFaults NONE = new RestFaults(Duration.ZERO, null);

    public RestFaults {
        if (behind.isNegative() || behind.compareTo(MOST_BEHIND) > 0) {
            throw new IllegalArgumentException("REST can be behind by 0 to " + MOST_BEHIND.toSeconds() + " s");
        }
    }

    /** The same, so much behind. */
    public RestFaults withBehind(Duration newBehind) {
        return new RestFaults(newBehind, refusal);
    }

    /** The same with a refusal; null ends one. */
    public RestFaults withRefusal(@Nullable Refusal newRefusal) {
        return new RestFaults(behind, newRefusal);
    }
}
