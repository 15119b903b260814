package io.market1s.ingest.feed;

import io.market1s.data.Trade;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Trades of one market that may be missing: those of {@code [from, until)}. Immutable.
 *
 * @param last a trade that REST's list has to contain before the gap is filled; null if that is not known
 * @param quiet whether it is known that nothing was traded
 * @param readers are shown what REST tells
 * @param attempts how often it was tried to fill it
 */
public record Gap(
        String code,
        Instant from,
        Instant until,
        @Nullable Trade last,
        boolean quiet,
        List<Reader> readers,
        int attempts) {
    /** With what a connection began. Thread-safe. */
    public interface Beginning {
        /** The end of its first seconds, by the exchange's clock: what it brings before is compared with REST. */
        Instant until();

        /** The newest trade of a market that it brought in its first seconds, its SNAPSHOT included; null if none. */
        @Nullable
        Trade lastTrade(String code);

        /** Whether its SNAPSHOT trade and its SNAPSHOT ticker both say that nothing was traded since then. */
        boolean isQuietSince(String code, Instant time);
    }

    /** Is shown the trades of a gap, on the back-fill's thread. */
    public interface Reader {
        /** REST tells a trade; it may be told more than once. */
        void trade(Trade trade);

        /**
         * It is over.
         *
         * @param whole whether the list was read without a hole
         */
        void read(boolean whole);
    }

    public Gap {
        readers = List.copyOf(readers);
    }

    /** Both gaps of a market and all between; one that was not tried yet is tried at once, whatever the other failed. */
    public Gap and(Gap other) {
        Gap later = until.isAfter(other.until) ? this : other;
        return new Gap(
                code,
                from.isBefore(other.from) ? from : other.from,
                later.until,
                later.last,
                quiet && other.quiet,
                Stream.concat(readers.stream(), other.readers.stream()).toList(),
                Math.min(attempts, other.attempts));
    }

    /** The same after one more attempt. */
    public Gap again() {
        return new Gap(code, from, until, last, quiet, readers, attempts + 1);
    }

    /** When the last trade before the gap's end was; null if it is not known. */
    @Nullable
    public Instant lastTrade() {
        return last == null ? null : last.time();
    }
}
