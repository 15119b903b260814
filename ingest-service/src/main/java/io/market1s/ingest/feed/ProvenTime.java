package io.market1s.ingest.feed;

import io.market1s.ingest.time.ExchangeClock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Up to when the live frames of one connection prove that everything before has come. A frame proves its own timestamp,
 * but not more than the exchange's clock showed when it was received; and when the frames come late, one that seems to
 * be up to date proves little before a second one confirms it. Not thread-safe.
 */
final class ProvenTime {
    /** So many frames are compared. */
    private static final int COMPARED = 4;
    /** Frames of different markets and types differ by so much in their ways: 650 ms were measured. */
    private static final Duration TOLERATED = Duration.ofSeconds(1);

    private final ExchangeClock exchange;
    private final long[] lateness = new long[COMPARED];
    private int frames;

    ProvenTime(ExchangeClock exchange) {
        this.exchange = exchange;
    }

    /**
     * A live frame was received.
     *
     * @return null if it proves nothing
     */
    @Nullable
    Instant provenBy(Instant timestamp, long nanos) {
        Instant atMost = exchange.at(nanos);
        if (atMost == null) {
            return null;
        }
        long late = atMost.toEpochMilli() - timestamp.toEpochMilli();
        lateness[frames++ % COMPARED] = late;
        if (frames < 2) {
            return null;
        }
        Instant confirmed = atMost.minusMillis(secondLeast() - TOLERATED.toMillis());
        Instant proven = timestamp.isBefore(atMost) ? timestamp : atMost;
        return confirmed.isBefore(proven) ? confirmed : proven;
    }

    private long secondLeast() {
        long least = Long.MAX_VALUE;
        long second = Long.MAX_VALUE;
        for (int i = 0; i < Math.min(frames, COMPARED); i++) {
            if (lateness[i] < least) {
                second = least;
                least = lateness[i];
            } else if (lateness[i] < second) {
                second = lateness[i];
            }
        }
        return second;
    }
}
