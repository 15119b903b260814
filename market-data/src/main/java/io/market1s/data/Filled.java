package io.market1s.data;

import java.time.Instant;

/**
 * The ingest's word that Kafka has all trades of a market in {@code [from, until)}, because REST's list of trades was read
 * over it without a hole. It says nothing of books. Times are rounded to milliseconds, inwards.
 *
 * @param from inclusive
 * @param until exclusive, after {@code from}
 */
public record Filled(String symbol, Instant from, Instant until) implements Evidence {
    public Filled {
        from = Epoch.ceilMillis(from);
        until = Epoch.floorMillis(until);
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("empty range: [" + from + ", " + until + ")");
        }
    }

    @Override
    public Instant time() {
        return until;
    }
}
