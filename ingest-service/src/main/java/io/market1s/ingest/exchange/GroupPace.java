package io.market1s.ingest.exchange;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Spreads the requests to REST: eight a second in each of its groups, below the exchange's limit of ten, whatever it says
 * that it still takes; fewer when it says that it takes no more within the second (header {@code Remaining-Req}).
 * Thread-safe.
 */
final class GroupPace {
    private static final long SPACING = Duration.ofMillis(125).toNanos();
    private static final long WINDOW = Duration.ofSeconds(1).toNanos();
    private static final Pattern NONE_LEFT = Pattern.compile("\\bsec=0+\\b");

    private final LongSupplier nanoTime;
    private final Map<String, Long> nextFree = new HashMap<>();

    GroupPace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** How long to wait before the request that is hereby taken. */
    synchronized Duration take(String group) {
        long now = nanoTime.getAsLong();
        long at = Math.max(0, nextFree.getOrDefault(group, now) - now);
        nextFree.put(group, now + at + SPACING);
        return Duration.ofNanos(at);
    }

    /** An answer came, with this header. */
    synchronized void answered(String group, @Nullable String remaining) {
        if (remaining != null && NONE_LEFT.matcher(remaining).find()) {
            long free = nanoTime.getAsLong() + WINDOW;
            nextFree.merge(group, free, (a, b) -> a - b > 0 ? a : b);
        }
    }
}
