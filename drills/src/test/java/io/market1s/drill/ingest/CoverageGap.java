package io.market1s.drill.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The seconds that no ingest covered, as far as this is known from outside, and the seconds whose rows say so. The
 * earliest and the latest bound of an edge are one second apart; they are further apart only if this process observed
 * late.
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

    /** Whether the rows are incomplete in exactly one range of seconds, which lies within the bounds. */
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
