package io.market1s.ingest;

import io.market1s.ingest.status.IngestCounters;
import io.market1s.ingest.subscription.ConnectionStatus;
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
 * @param connections each subscription's, in a fixed order
 * @param lastEvidence the exchange's clock: the greatest timestamp of a live frame; empty before the first
 * @param clockDifference how far our clock is ahead of the exchange's, the way of the frames included: the least over the
 *     last minute; empty while no live frame comes
 * @param lastHeartbeats by symbol, the end of the last second whose heartbeat Kafka has acknowledged
 */
public record IngestStatus(
        IngestCounters.Snapshot counts,
        Set<String> symbols,
        Set<String> unserved,
        List<ConnectionStatus> connections,
        Optional<Instant> lastEvidence,
        Optional<Duration> clockDifference,
        Map<String, Instant> lastHeartbeats) {
    /** Copies the collections. */
    public IngestStatus {
        symbols = Set.copyOf(symbols);
        unserved = Set.copyOf(unserved);
        connections = List.copyOf(connections);
        lastHeartbeats = Map.copyOf(lastHeartbeats);
    }

    /** The second up to which every symbol that was covered at all has its heartbeats in Kafka; empty before. */
    public Optional<Instant> coveredTo() {
        return lastHeartbeats.values().stream().min(Instant::compareTo);
    }
}
