package io.market1s.resample;

import io.market1s.operations.Health;
import io.market1s.resample.stream.TaskWatcher.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams.State;
import org.jspecify.annotations.Nullable;

/**
 * Ready is a resampler that runs and is caught up: everything that the logs held a moment ago is processed, in every
 * partition that it has. Dead is one whose stream threads are.
 */
final class ResampleHealth implements Health {
    /** The ends of the logs are asked for once a second. */
    private static final Duration CAUGHT_UP = Duration.ofSeconds(10);

    private final Supplier<State> state;
    private final Supplier<Collection<Integer>> partitions;
    private final IntFunction<@Nullable TaskState> tasks;
    private final InstantSource clock;

    /**
     * The health of one instance.
     *
     * @param partitions those that it has now
     * @param tasks by partition; null for one that has not said anything
     */
    ResampleHealth(
            Supplier<State> state,
            Supplier<Collection<Integer>> partitions,
            IntFunction<@Nullable TaskState> tasks,
            InstantSource clock) {
        this.state = state;
        this.partitions = partitions;
        this.tasks = tasks;
        this.clock = clock;
    }

    @Override
    public List<String> unreadiness() {
        State now = state.get();
        return now == State.RUNNING ? behind() : List.of("Kafka Streams is " + now);
    }

    @Override
    public List<String> death() {
        State now = state.get();
        return now == State.PENDING_ERROR || now == State.ERROR || now == State.NOT_RUNNING
                ? List.of("Kafka Streams is " + now)
                : List.of();
    }

    private List<String> behind() {
        Instant now = clock.instant();
        List<String> reasons = new ArrayList<>();
        for (int partition : new TreeSet<>(partitions.get())) {
            TaskState task = tasks.apply(partition);
            if (task == null || task.currentAt().isBefore(now.minus(CAUGHT_UP))) {
                reasons.add("partition " + partition + ": behind, "
                        + (task == null || task.closedUpTo() == null
                                ? "no second closed yet"
                                : "seconds closed up to " + task.closedUpTo()));
            }
        }
        return reasons;
    }
}
