package io.market1s.ingest;

import io.market1s.ingest.status.IngestCounters;
import io.market1s.ingest.subscription.ConnectionStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How an ingest does at one moment.
 *
 * @param counts since the start
 * @param symbols the markets that are subscribed to
 * @param unserved those of them for which the exchange has sent nothing in time
 * @param unusable selected markets whose codes cannot be followed
 * @param unaccounted by symbol, the volume that tickers tell and no trade of a feed accounts for now
 * @param connections each subscription's, in a fixed order
 * @param lastEvidence the exchange's clock: the greatest timestamp of a live frame; empty before the first
 * @param clockDifference how far our clock is ahead of the exchange's, the way of the frames included; empty before the
 *     first live frames
 * @param lastHeartbeats by symbol, the end of the last second whose heartbeat Kafka has acknowledged
 */
public record IngestStatus(
        IngestCounters.Snapshot counts,
        Set<String> symbols,
        Set<String> unserved,
        Set<String> unusable,
        Map<String, BigDecimal> unaccounted,
        List<ConnectionStatus> connections,
        Optional<Instant> lastEvidence,
        Optional<Duration> clockDifference,
        Map<String, Instant> lastHeartbeats) {
    /** Copies the collections. */
    public IngestStatus {
        symbols = Set.copyOf(symbols);
        unserved = Set.copyOf(unserved);
        unusable = Set.copyOf(unusable);
        unaccounted = Map.copyOf(unaccounted);
        connections = List.copyOf(connections);
        lastHeartbeats = Map.copyOf(lastHeartbeats);
    }

    /** The second up to which every symbol that was covered at all has its heartbeats in Kafka; empty before. */
    public Optional<Instant> coveredTo() {
        return lastHeartbeats.values().stream().min(Instant::compareTo);
    }
}
