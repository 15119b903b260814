package io.market1s.ingest.witness;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Witnesses that were wrong about a market: they are not listened to for an hour. So a change in what the exchange means
 * by a field costs a request a market and hour, and no rows. Thread-safe.
 */
public final class Asides {
    private static final Duration FOR = Duration.ofHours(1);

    private final Map<Witness, Instant> until = new ConcurrentHashMap<>();

    private record Witness(Testimony.Source source, String code) {}

    /** Listens no more to a witness of a market for an hour. */
    public void put(Testimony.Source source, String code, Instant now) {
        until.put(new Witness(source, code), now.plus(FOR));
    }

    /** Whether a witness of a market is not to be listened to. */
    public boolean holds(Testimony.Source source, String code, Instant now) {
        Instant end = until.isEmpty() ? null : until.get(new Witness(source, code));
        return end != null && now.isBefore(end);
    }

    /** How many witnesses of single markets are not listened to now. */
    public int count(Instant now) {
        return (int) until.values().stream().filter(now::isBefore).count();
    }
}
