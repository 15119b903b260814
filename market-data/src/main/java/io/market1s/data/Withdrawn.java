package io.market1s.data;

import java.time.Instant;

/**
 * The ingest takes heartbeats back: a feed did not see a market whole in {@code [from, until)}. It wins over the feed's
 * heartbeats of every second that it touches, whichever comes first. Times are rounded to milliseconds, outwards.
 *
 * @param feed the connection whose heartbeats do not count
 * @param from inclusive
 * @param until exclusive, after {@code from}
 * @param reason for people; not empty
 */
public record Withdrawn(String symbol, String feed, Instant from, Instant until, String reason) implements Evidence {
    public Withdrawn {
        from = Epoch.floorMillis(from);
        until = Epoch.ceilMillis(until);
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("empty range: [" + from + ", " + until + ")");
        }
        if (feed.isEmpty() || reason.isEmpty()) {
            throw new IllegalArgumentException("feed and reason must not be empty");
        }
    }

    @Override
    public Instant time() {
        return until;
    }
}
