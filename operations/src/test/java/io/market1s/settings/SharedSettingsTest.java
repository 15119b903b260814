package io.market1s.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one process takes, every other takes too. */
class SharedSettingsTest {
    private final KnownSettings known = new KnownSettings("X_");
    private final Setting<Duration> horizon = known.add(SharedSettings.horizon(Duration.ofMinutes(10)));
    private final TopicLayout.Known topics = TopicLayout.Known.in(known);

    @Test
    void leavesTheTopicsToTheBrokerUnlessToldOtherwise() {
        assertThat(topics.read(known.read(Map.of()))).isEqualTo(new TopicLayout(4, (short) -1, Duration.ofDays(7)));
    }

    @ParameterizedTest
    @CsvSource({
        "X_HORIZON, 1s",
        "X_HORIZON, 6h",
        "X_PARTITIONS, 1",
        "X_PARTITIONS, 10000",
        "X_REPLICATION, -1",
        "X_REPLICATION, 10",
        "X_RAW_RETENTION, 1h",
        "X_RAW_RETENTION, 36500d"
    })
    void takesWhatAnyServiceHasEverTaken(String name, String value) {
        read(name, value).check();
    }

    @ParameterizedTest
    @CsvSource({
        "X_HORIZON, 500ms",
        "X_HORIZON, 7h",
        "X_PARTITIONS, 0",
        "X_PARTITIONS, 10001",
        "X_REPLICATION, 0",
        "X_REPLICATION, -2",
        "X_REPLICATION, 11",
        "X_REPLICATION, many",
        "X_RAW_RETENTION, 59m"
    })
    void refusesTheRestAndSaysWhatIsPossible(String name, String value) {
        assertThatThrownBy(read(name, value)::check)
                .hasMessageContaining(name + ": '" + value + "' is not possible; write ");
    }

    private Settings read(String name, String value) {
        Settings settings = known.read(Map.of(name, value));
        settings.get(horizon);
        topics.read(settings);
        return settings;
    }
}
