package io.market1s.drill.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The seconds that nobody covered, as far as it is known from outside, and those that say so. The bounds of an edge are
 * one second apart, and more only if this process was late to look.
 *
 * @param earliest the first second of which a frame may be missing
 * @param first the first second of which frames are missing
 * @param last the last second of which frames are missing
 * @param latest the last second of which a frame may be missing
 * @param incomplete what the rows say
 */
record CoverageGap(Instant earliest, Instant first, Instant last, Instant latest, List<Instant> incomplete) {
    /** The same with what the rows say. */
    CoverageGap as(List<Instant> rows) {
        return new CoverageGap(earliest, first, last, latest, rows);
    }

    /** Whether the rows say so of one stretch of seconds, and of no other. */
    boolean isHonest() {
        if (incomplete.isEmpty()) {
            return false;
        }
        Instant from = incomplete.get(0);
        Instant to = incomplete.get(incomplete.size() - 1);
        return !from.isBefore(earliest)
                && !from.isAfter(first)
                && !to.isBefore(last)
                && !to.isAfter(latest)
                && incomplete.size() == Duration.between(from, to).toSeconds() + 1;
    }
}
