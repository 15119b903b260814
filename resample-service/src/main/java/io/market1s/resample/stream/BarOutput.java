package io.market1s.resample.stream;

import io.market1s.data.topic.Topics;
import java.time.Instant;

/**
 * Where bars go, and which.
 *
 * @param from the first {@code ts} that is written
 * @param to the last {@code ts} that is written, inclusive
 */
public record BarOutput(String topic, Instant from, Instant to) {
    /** All bars, to the topic from which the table is filled. */
    public static final BarOutput LIVE = new BarOutput(Topics.MARKET_1S, Instant.MIN, Instant.MAX);

    boolean contains(Instant ts) {
        return !ts.isBefore(from) && !ts.isAfter(to);
    }
}
