package io.market1s.drill.time;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Durations of something that happens several times. */
public final class Timings {
    private final List<Duration> all = new ArrayList<>();

    public void add(Duration duration) {
        all.add(duration);
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    public int count() {
        return all.size();
    }

    public Duration median() {
        return all.stream().sorted().toList().get(all.size() / 2);
    }

    public Duration max() {
        return all.stream().max(Duration::compareTo).orElseThrow();
    }

    @Override
    public String toString() {
        return all.isEmpty()
                ? "never"
                : "p50 %d ms, max %d ms of %d".formatted(median().toMillis(), max().toMillis(), all.size());
    }
}
