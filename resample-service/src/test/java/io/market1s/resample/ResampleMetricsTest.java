package io.market1s.resample;

import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.data.Bar;
import io.market1s.data.BarContent;
import io.market1s.data.TradeSummary;
import io.market1s.data.topic.Topics;
import io.market1s.resample.stream.TaskWatcher.RecordAnomaly;
import io.market1s.resample.stream.TaskWatcher.TaskState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ResampleMetricsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ResampleMetrics metrics = new ResampleMetrics(registry, 2, () -> NOW);

    @Test
    void countsRecordsByTopic() {
        metrics.read(Topics.TRADE);
        metrics.read(Topics.TRADE);
        metrics.read(Topics.HEARTBEAT);

        assertThat(count("records", "topic", Topics.TRADE)).isEqualTo(2);
        assertThat(count("records", "topic", Topics.HEARTBEAT)).isEqualTo(1);
        assertThat(count("records", "topic", Topics.ORDERBOOK)).isZero();
    }

    @Test
    void tellsFirstBarsByCompletenessFromCorrections() {
        metrics.emitted(bar(true, 0));
        metrics.emitted(bar(false, 0));
        metrics.emitted(bar(false, 0));
        metrics.emitted(bar(true, 1));

        assertThat(count("bars", "complete", "true")).isEqualTo(1);
        assertThat(count("bars", "complete", "false")).isEqualTo(2);
        assertThat(count("corrections")).isEqualTo(1);
    }

    @Test
    void measuresTheLagOfFirstBarsOnly() {
        metrics.emitted(bar(true, 0));
        metrics.emitted(bar(true, 3));

        assertThat(registry.get("market1s.resample.emission.lag").timer().count())
                .isEqualTo(1);
        assertThat(registry.get("market1s.resample.emission.lag").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(512);
    }

    @Test
    void countsEveryKindOfOddRecord() {
        metrics.noticed(RecordAnomaly.LATE);
        metrics.noticed(RecordAnomaly.LATE);
        metrics.noticed(RecordAnomaly.FORGOTTEN);
        metrics.noticed(RecordAnomaly.MALFORMED);

        assertThat(count("late.events")).isEqualTo(2);
        assertThat(count("forgotten.events")).isEqualTo(1);
        assertThat(count("malformed.records")).isEqualTo(1);
    }

    @Test
    void showsHowFarBehindEachPartitionIsThatItHas() {
        assertThat(behind(0)).isNaN();
        metrics.at(0, new TaskState(NOW.minusMillis(1500), NOW, 1, false));
        metrics.at(1, new TaskState(null, NOW, 1, false));

        assertThat(behind(0)).isEqualTo(1.5);
        assertThat(behind(1)).isNaN();

        metrics.gone(0);
        assertThat(behind(0)).isNaN();
    }

    @Test
    void measuresHowLateTheClockIsLookedAt() {
        metrics.punctuated(Duration.ofMillis(40));

        assertThat(registry.get("market1s.resample.punctuation.delay").timer().max(TimeUnit.MILLISECONDS))
                .isEqualTo(40);
    }

    private double count(String name, String... tags) {
        return registry.get("market1s.resample." + name).tags(tags).counter().count();
    }

    private double behind(int partition) {
        return registry.get("market1s.resample.behind")
                .tag("partition", Integer.toString(partition))
                .gauge()
                .value();
    }

    private static Bar bar(boolean complete, int revision) {
        BarContent content = new BarContent("KRW-BTC", NOW, null, null, null, TradeSummary.NONE, 0, complete, complete);
        return new Bar(content, revision, NOW.plusMillis(512));
    }
}
