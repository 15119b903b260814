package io.market1s.simulator.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** So many a window, which slides. For one thread. */
public final class RateLimit {
    private final int most;
    private final Duration window;
    private final Deque<Instant> admitted = new ArrayDeque<>();

    public RateLimit(int most, Duration window) {
        this.most = most;
        this.window = window;
    }

    /** Takes one of those that are left; false if there is none. */
    public boolean admits(Instant now) {
        if (left(now) == 0) {
            return false;
        }
        admitted.addLast(now);
        return true;
    }

    /** How many are left now. */
    public int left(Instant now) {
        Instant start = now.minus(window);
        while (!admitted.isEmpty() && !admitted.getFirst().isAfter(start)) {
            admitted.removeFirst();
        }
        return most - admitted.size();
    }
}
