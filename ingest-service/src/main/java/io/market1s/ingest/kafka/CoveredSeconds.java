package io.market1s.ingest.kafka;

import io.market1s.data.Heartbeat;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Which seconds of each market some feed has vouched for, from a start on; of what lies before only the last one. Not
 * thread-safe.
 */
public final class CoveredSeconds {
    /** Heartbeats that are further in the future are somebody's mistake; they must not fill the memory. */
    private static final long MOST = Duration.ofDays(8).toSeconds();

    private final Instant start;
    /** Bit n is the second that ends n seconds after the start. */
    private final Map<String, BitSet> covered = new HashMap<>();

    private final Map<String, Instant> lastBefore = new HashMap<>();

    CoveredSeconds(Instant start) {
        this.start = start.truncatedTo(ChronoUnit.SECONDS);
    }

    void add(Heartbeat heartbeat) {
        long second = ChronoUnit.SECONDS.between(start, heartbeat.second());
        if (second < 0) {
            lastBefore.merge(heartbeat.symbol(), heartbeat.second(), (a, b) -> a.isAfter(b) ? a : b);
        } else if (second <= MOST) {
            covered.computeIfAbsent(heartbeat.symbol(), symbol -> new BitSet()).set((int) second);
        }
    }

    /**
     * Of each market that was ever covered, where its first hole begins: the first second from the start on that is not
     * covered though an earlier one is. With an unbroken past this is the end of the last covered second.
     */
    public Map<String, Instant> firstHoles() {
        Map<String, Instant> holes = new HashMap<>(lastBefore);
        covered.forEach((symbol, seconds) -> {
            int first = lastBefore.containsKey(symbol) ? 0 : seconds.nextSetBit(0);
            holes.put(symbol, start.plusSeconds(seconds.nextClearBit(first) - 1L));
        });
        return holes;
    }
}
