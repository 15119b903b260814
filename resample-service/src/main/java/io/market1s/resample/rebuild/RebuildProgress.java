package io.market1s.resample.rebuild;

import io.market1s.resample.stream.TaskWatcher;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Watches the tasks of a rebuild until all have reached its end. Thread-safe. */
final class RebuildProgress implements TaskWatcher {
    private final Instant closingTo;
    private final int tasks;
    private final Map<Integer, TaskState> states = new ConcurrentHashMap<>();
    private final CountDownLatch done = new CountDownLatch(1);

    RebuildProgress(Instant closingTo, int tasks) {
        this.closingTo = closingTo;
        this.tasks = tasks;
    }

    @Override
    public void at(int partition, TaskState state) {
        states.put(partition, state);
        if (states.size() == tasks && states.values().stream().allMatch(this::isDone)) {
            done.countDown();
        }
    }

    private boolean isDone(TaskState state) {
        Instant closed = state.closedUpTo();
        return !state.currentAt().isBefore(closingTo)
                && (closed == null || !closed.isBefore(closingTo))
                && !state.correctionsLeft();
    }

    /** Waits until all tasks are done; false if they are not within the time. */
    boolean await(long seconds) throws InterruptedException {
        return done.await(seconds, TimeUnit.SECONDS);
    }

    /** How many records are read. */
    long records() {
        return states.values().stream().mapToLong(TaskState::records).sum();
    }

    /** Up to when every task that has begun has closed its seconds; empty before the first has. */
    Optional<Instant> closedUpTo() {
        return states.values().stream()
                .flatMap(state -> Optional.ofNullable(state.closedUpTo()).stream())
                .min(Instant::compareTo);
    }
}
