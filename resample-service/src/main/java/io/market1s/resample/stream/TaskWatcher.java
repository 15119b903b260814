package io.market1s.resample.stream;

import io.market1s.data.Bar;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Is told how tasks are doing and what they do. Calls come from stream threads, some for every record: be quick. */
@FunctionalInterface
public interface TaskWatcher {
    /** Watches nothing. */
    TaskWatcher NONE = (partition, state) -> {};

    /** A task of this partition has done what it could for now; several times a second. */
    void at(int partition, TaskState state);

    /** The task of this partition has ended here; another instance may go on with it. */
    default void gone(int partition) {}

    /** A raw record was read. */
    default void read(String topic) {}

    /** A raw record, or the event in it, was not simply merged. */
    default void noticed(RecordAnomaly anomaly) {}

    /** A bar was emitted; its revision tells whether for the first time. */
    default void emitted(Bar bar) {}

    /** A task's punctuation came so much later than it was due. */
    default void punctuated(Duration late) {}

    /** What can be odd about a raw record. */
    enum RecordAnomaly {
        /** It took effect in a closed second, which is corrected. */
        LATE,
        /** It took effect in a second that is no longer remembered, and is left out. */
        FORGOTTEN,
        /** It is not what the ingest writes, and is left out. */
        MALFORMED
    }

    /**
     * How a task is doing.
     *
     * @param closedUpTo the end of the last closed second; null before the first event
     * @param currentAt the latest moment of which is known that everything the logs held then is processed
     * @param records how many records were processed since the task was started here
     * @param correctionsLeft whether bars wait to be emitted again
     */
    record TaskState(@Nullable Instant closedUpTo, Instant currentAt, long records, boolean correctionsLeft) {}
}
