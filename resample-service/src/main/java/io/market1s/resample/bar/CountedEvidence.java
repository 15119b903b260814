package io.market1s.resample.bar;

import io.market1s.data.Evidence;
import io.market1s.data.Filled;
import io.market1s.data.Heartbeat;
import io.market1s.data.Withdrawn;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The part of evidence that counts: what is about seconds within the horizon that are remembered.
 *
 * @param from where that part begins
 * @param first the first second that it touches
 * @param last the last second that it touches
 */
record CountedEvidence(Evidence evidence, Instant from, long first, long last) {
    /**
     * The part about {@code since} or later.
     *
     * @param floor the first second that is remembered
     * @return null if nothing of it counts
     */
    static @Nullable CountedEvidence of(Evidence evidence, Instant since, long floor) {
        Instant from = evidence.from().isAfter(since) ? evidence.from() : since;
        long first = Math.max(Seconds.containing(from), floor);
        long last = Seconds.containing(evidence.time().minusMillis(1));
        return from.isBefore(evidence.time()) && first <= last
                ? new CountedEvidence(evidence, from, first, last)
                : null;
    }

    void mergeInto(Timeline timeline) {
        timeline.merge(first, last, this::addTo);
    }

    private boolean addTo(Coverage coverage) {
        if (evidence instanceof Heartbeat heartbeat) {
            return coverage.cover(heartbeat.feed(), last);
        } else if (evidence instanceof Withdrawn withdrawn) {
            return coverage.withdraw(withdrawn.feed(), first, last);
        } else if (evidence instanceof Filled filled) {
            long remembered = Math.max(from.toEpochMilli(), Seconds.startMillis(first));
            return coverage.fill(remembered, filled.until().toEpochMilli());
        }
        throw new IllegalArgumentException("no rule for " + evidence);
    }
}
