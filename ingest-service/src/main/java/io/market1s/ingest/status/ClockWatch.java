package io.market1s.ingest.status;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns when our clock and the exchange's differ by so much that the rows suffer. For one thread. */
public final class ClockWatch {
    /** So long a second stays open after its end by default: what comes later corrects a row that is out already. */
    private static final Duration TOO_LATE = Duration.ofMillis(500);

    /** Frames do not come before they are made: so far apart are the clocks, at least. */
    private static final Duration TOO_EARLY = Duration.ofMillis(-500);

    private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);

    private boolean warned;

    public ClockWatch() {}

    /**
     * Looks, and says what has changed.
     *
     * @param ahead how far our clock is ahead of the exchange's; empty while that is not known
     */
    public void look(Optional<Duration> ahead) {
        Optional<String> problem = ahead.flatMap(ClockWatch::problem);
        if (problem.isPresent() && !warned) {
            LOG.warn(problem.get());
        } else if (problem.isEmpty() && warned) {
            LOG.info("our clock and the exchange's agree again");
        }
        warned = problem.isPresent();
    }

    /** What is wrong with a difference, and what to do; empty if nothing is. */
    static Optional<String> problem(Duration ahead) {
        if (ahead.compareTo(TOO_LATE) > 0) {
            return Optional.of("frames arrive at least " + ahead.toMillis() + " ms after the exchange's own time: our"
                    + " clock is ahead, or the network is slow. Every row is late by this time, or is corrected after"
                    + " it was emitted. Set the clock by NTP (chronyc tracking shows its offset). If the clock is"
                    + " right, raise RESAMPLE_GRACE");
        }
        if (ahead.compareTo(TOO_EARLY) < 0) {
            return Optional.of("our clock is " + ahead.negated().toMillis()
                    + " ms or more behind the exchange's: every row is late by as much, where the resampler's clock is"
                    + " the same. Set the clock by NTP (chronyc tracking shows its offset)");
        }
        return Optional.empty();
    }
}
