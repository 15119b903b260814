package io.market1s.ingest.exchange;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Spreads the connects of one process, because the exchange limits them per address (5 per second). Thread-safe. */
public final class ConnectPace {
    private static final long SPACING = Duration.ofMillis(250).toNanos();

    private final LongSupplier nanoTime;
    private long nextFree;

    public ConnectPace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.nextFree = nanoTime.getAsLong();
    }

    /** Takes the next connect; returns how long to wait before it. */
    public synchronized Duration take() {
        long now = nanoTime.getAsLong();
        long at = Math.max(0, nextFree - now);
        nextFree = now + at + SPACING;
        return Duration.ofNanos(at);
    }
}
