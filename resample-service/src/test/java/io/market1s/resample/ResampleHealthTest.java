package io.market1s.resample;

import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.resample.stream.TaskWatcher.TaskState;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResampleHealthTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private State state = State.RUNNING;
    private Collection<Integer> partitions = List.of(0, 1);
    private final Map<Integer, TaskState> tasks = new HashMap<>();
    private final ResampleHealth health = new ResampleHealth(() -> state, () -> partitions, tasks::get, () -> NOW);

    @Test
    void isReadyWhenItRunsAndEveryPartitionIsCaughtUp() {
        tasks.put(0, task(NOW.minusSeconds(1)));
        tasks.put(1, task(NOW.minusSeconds(9)));

        assertThat(health.unreadiness()).isEmpty();
        assertThat(health.death()).isEmpty();
    }

    @Test
    void namesEveryPartitionThatIsBehind() {
        tasks.put(0, task(NOW.minusSeconds(11)));

        assertThat(health.unreadiness())
                .containsExactly(
                        "partition 0: behind, seconds closed up to 2026-03-01T11:59:58Z",
                        "partition 1: behind, no second closed yet");
        assertThat(health.death()).isEmpty();
    }

    @Test
    void doesNotWaitForAPartitionThatAnotherInstanceHas() {
        tasks.put(0, task(NOW));
        tasks.put(1, task(NOW.minusSeconds(600)));
        partitions = List.of(0);

        assertThat(health.unreadiness()).isEmpty();
    }

    @Test
    void isAliveButNotReadyWhilePartitionsMove() {
        state = State.REBALANCING;

        assertThat(health.unreadiness()).containsExactly("Kafka Streams is REBALANCING");
        assertThat(health.death()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"PENDING_ERROR", "ERROR", "NOT_RUNNING"})
    void asksForANewStartWhenItsStreamThreadsAreDead(State dead) {
        state = dead;

        assertThat(health.death()).containsExactly("Kafka Streams is " + dead);
        assertThat(health.unreadiness()).containsExactly("Kafka Streams is " + dead);
    }

    private static TaskState task(Instant currentAt) {
        return new TaskState(NOW.minusSeconds(2), currentAt, 1, false);
    }
}
