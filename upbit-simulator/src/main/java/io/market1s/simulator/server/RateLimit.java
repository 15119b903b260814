package io.market1s.simulator.server;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** So many a window, which slides. For one thread. */
final class RateLimit {
    private final int most;
    private final Duration window;
    private final Deque<Instant> admitted = new ArrayDeque<>();

    RateLimit(int most, Duration window) {
        this.most = most;
        this.window = window;
    }

    boolean admits(Instant now) {
        if (left(now) == 0) {
            return false;
        }
        admitted.addLast(now);
        return true;
    }

    int left(Instant now) {
        Instant start = now.minus(window);
        while (!admitted.isEmpty() && !admitted.getFirst().isAfter(start)) {
            admitted.removeFirst();
        }
        return most - admitted.size();
    }
}
