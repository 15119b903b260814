package io.market1s.ingest.time;

import java.time.Duration;

/**
 * How long to wait for others.
 *
 * @param answers when closing, for what Kafka has not acknowledged
 * @param restSettles after a connection has begun, until REST has all that was traded before
 */
public record Timeouts(Duration answers, Duration restSettles) {
    public static final Timeouts DEFAULT = new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(4));
}
