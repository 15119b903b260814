package io.market1s.local.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long something took, each time. */
final class Took {
    private final List<Duration> all = new ArrayList<>();

    void add(Duration duration) {
        all.add(duration);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    int count() {
        return all.size();
    }

    Duration median() {
        return all.stream().sorted().toList().get(all.size() / 2);
    }

    Duration max() {
        return all.stream().max(Duration::compareTo).orElseThrow();
    }

    @Override
    public String toString() {
        return all.isEmpty()
                ? "never"
                : "p50 %d ms, max %d ms of %d".formatted(median().toMillis(), max().toMillis(), all.size());
    }
}
