package io.market1s.local.command;

import io.market1s.settings.BadUseException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that choose rows by their ts, as picocli fills them in. */
final class RangeOptions {
    @Option(names = "--from", paramLabel = "TIME", description = "The first ts, for example 2026-02-16T07:00:00Z.")
    @Nullable
    private Instant from;

    @Option(names = "--to", paramLabel = "TIME", description = "The last ts, inclusive.")
    @Nullable
    private Instant to;

    /** The first whole second; null if it was not given. */
    @Nullable
    Instant from() {
        return from == null ? null : from.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
    }

    /** The last whole second; null if it was not given. */
    @Nullable
    Instant to() {
        return to == null ? null : to.truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * Looks whether there can be anything in the range.
     *
     * @throws BadUseException if not
     */
    void check() {
        if (from != null && to != null && to.isBefore(from)) {
            throw new BadUseException("--to " + to + " is before --from " + from);
        }
    }
}
