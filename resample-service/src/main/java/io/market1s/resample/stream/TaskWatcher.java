package io.market1s.resample.stream;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Is told how tasks are doing. Calls come from stream threads, several times a second for each task. */
@FunctionalInterface
public interface TaskWatcher {
    /** Watches nothing. */
    TaskWatcher NONE = (partition, state) -> {};

    /** A task of this partition has done what it could for now. */
    void at(int partition, TaskState state);

    /**
     * How a task is doing.
     *
     * @param closedUpTo the end of the last closed second; null before the first event
     * @param currentAt the latest moment of which is known that everything the logs held then is processed
     * @param correctionsLeft whether bars wait to be emitted again
     */
    record TaskState(@Nullable Instant closedUpTo, Instant currentAt, boolean correctionsLeft) {}
}
