package io.market1s.data;

import java.time.Instant;

/**
 * The ingest's word that one feed delivered everything that it received for a symbol up to the end of a second.
 *
 * @param second the end of the covered second {@code [second - 1 s, second)}, a whole second
 * @param feed one connection of one replica, for example {@code ingest-0/17}
 */
public record Heartbeat(String symbol, Instant second, String feed) implements Evidence {
    public Heartbeat {
        if (second.toEpochMilli() % 1000 != 0) {
            throw new IllegalArgumentException("second must be whole: " + second);
        }
    }

    @Override
    public Instant from() {
        return second.minusSeconds(1);
    }

    @Override
    public Instant time() {
        return second;
    }
}
