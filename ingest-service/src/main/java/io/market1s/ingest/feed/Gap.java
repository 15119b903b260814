package io.market1s.ingest.feed;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Trades of one market that may be missing: those of {@code [from, until)}. Immutable.
 *
 * @param snapshots of the newest connection, if the gap ends where that begins; else null
 * @param attempts how often it was tried to fill it
 */
public record Gap(
        String code, Instant from, Instant until, @Nullable SnapshotTrades snapshots, int attempts) {
    /** The last trades of the markets, as a connection tells them when it begins. Thread-safe. */
    public interface SnapshotTrades {
        /** When the market's last trade was; null while it is not known. */
        @Nullable
        Instant lastTrade(String code);
    }

    /** Both gaps of a market and all between; one that was not tried yet is tried at once, whatever the other failed. */
    public Gap and(Gap other) {
        Gap last = until.isAfter(other.until) ? this : other;
        return new Gap(
                code,
                from.isBefore(other.from) ? from : other.from,
                last.until,
                snapshots == null || other.snapshots == null ? null : last.snapshots,
                Math.min(attempts, other.attempts));
    }

    /** The same after one more attempt. */
    public Gap again() {
        return new Gap(code, from, until, snapshots, attempts + 1);
    }

    /** The last trade before the gap's end; null if it is not known. */
    @Nullable
    public Instant lastTrade() {
        return snapshots == null ? null : snapshots.lastTrade(code);
    }

    /** Whether nothing was traded in it: the market's last trade is older. */
    public boolean isEmpty() {
        Instant last = lastTrade();
        return last != null && last.isBefore(from);
    }
}
