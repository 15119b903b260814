package io.market1s.resample.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Promise 4: a task is current only when everything the logs held is processed. */
class TaskProgressTest {
    private static final Instant NOON = Instant.parse("2026-02-16T12:00:00Z");
    private static final TopicPartition TRADES = new TopicPartition("upbit.trade", 0);
    private static final TopicPartition BOOKS = new TopicPartition("upbit.orderbook", 0);

    private final TaskProgress progress = new TaskProgress(List.of(TRADES, BOOKS));

    @Test
    void isCurrentWhenEveryPartitionIsProcessedUpToItsEnd() {
        progress.processed(TRADES, 4, NOON);
        progress.compare(new LogEnds(NOON, Map.of(TRADES, 5L, BOOKS, 1L), Map.of()));
        assertThat(progress.currentAt()).isEqualTo(Instant.MIN);
        progress.processed(BOOKS, 0, NOON);
        progress.compare(new LogEnds(NOON, Map.of(TRADES, 5L, BOOKS, 1L), Map.of()));
        assertThat(progress.currentAt()).isEqualTo(NOON);
    }

    @Test
    void isCurrentOnEmptyPartitionsAndOnWhatWasCommittedBeforeItStarted() {
        progress.compare(new LogEnds(NOON, Map.of(TRADES, 7L, BOOKS, 0L), Map.of(TRADES, 7L, BOOKS, 0L)));
        assertThat(progress.currentAt()).isEqualTo(NOON);
        assertThat(progress.readUpTo()).isEqualTo(NOON);
    }

    @Test
    void staysCurrentAsOfTheOlderAnswerWhileItWorksOnTheNewerOne() {
        progress.compare(new LogEnds(NOON, Map.of(TRADES, 0L, BOOKS, 0L), Map.of()));
        progress.compare(new LogEnds(NOON.plusSeconds(1), Map.of(TRADES, 9L, BOOKS, 0L), Map.of()));
        assertThat(progress.currentAt()).isEqualTo(NOON);
    }

    @Test
    void aPartitionThatIsMissingInTheAnswerIsNotRead() {
        progress.compare(new LogEnds(NOON, Map.of(TRADES, 0L), Map.of()));
        assertThat(progress.currentAt()).isEqualTo(Instant.MIN);
        assertThat(progress.readUpTo()).isEqualTo(Instant.MIN);
    }

    @Test
    void isReadUpToTheSlowestPartition() {
        progress.processed(TRADES, 0, NOON.plusSeconds(9));
        progress.processed(BOOKS, 0, NOON.plusSeconds(2));
        assertThat(progress.readUpTo()).isEqualTo(NOON.plusSeconds(2));
    }

    @Test
    void closesByTheWallClockOnlyAsFarAsItIsCurrent() {
        ClosingRule rule = new ClosingRule(Duration.ofMillis(500), Duration.ofMinutes(14));
        Instant now = NOON.plusMillis(2_500);

        assertThat(rule.limit(now, now, NOON)).isEqualTo(NOON.plusSeconds(2));
        assertThat(rule.limit(now, NOON.plusMillis(1_250), NOON)).isEqualTo(NOON.plusMillis(1_250));
        assertThat(rule.limit(now, Instant.MIN, NOON.plusSeconds(1))).isEqualTo(NOON.plusMillis(500));
        assertThat(rule.limit(now, Instant.MIN, NOON.plusSeconds(99)))
                .as("stream time ahead of the clock closes nothing early")
                .isEqualTo(NOON.plusSeconds(2));
    }
}
