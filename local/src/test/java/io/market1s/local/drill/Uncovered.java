package io.market1s.local.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The seconds that nobody covered, and those that say so.
 *
 * @param first the first second of which a frame may be missing
 * @param last the last one
 * @param incomplete what the rows say
 */
record Uncovered(Instant first, Instant last, List<Instant> incomplete) {
    /** Whether they are the same, give or take one at each edge, and nothing else. */
    boolean isHonest() {
        Instant from = incomplete.get(0);
        Instant to = incomplete.get(incomplete.size() - 1);
        return Duration.between(first, from).abs().toSeconds() <= 1
                && Duration.between(last, to).abs().toSeconds() <= 1
                && incomplete.size() == Duration.between(from, to).toSeconds() + 1;
    }
}
