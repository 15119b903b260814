package io.market1s.resample.stream;

import io.market1s.data.topic.Topics;
import java.time.Instant;

/**
 * Where bars go, and which.
 *
 * @param from the first {@code ts} that is written
 * @param to the last {@code ts} that is written, inclusive
 * @param onlyFinal whether a second waits until nothing that is still to be read can change it; so each is written once
 */
public record BarOutput(String topic, Instant from, Instant to, boolean onlyFinal) {
    /** All bars as soon as they are known, to the topic from which the table is filled. */
    public static final BarOutput LIVE = new BarOutput(Topics.MARKET_1S, Instant.MIN, Instant.MAX, false);

    /** The final bars of a range. */
    public static BarOutput rebuilt(String topic, Instant from, Instant to) {
        return new BarOutput(topic, from, to, true);
    }

    boolean contains(Instant ts) {
        return !ts.isBefore(from) && !ts.isAfter(to);
    }
}
