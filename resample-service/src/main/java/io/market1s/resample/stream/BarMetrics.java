package io.market1s.resample.stream;

import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.StreamsMetrics;

/**
 * What a task counts, among Kafka Streams' own metrics (group {@code stream-bar-metrics}, tag {@code bar-id} the task).
 * Used by the task's thread only.
 */
final class BarMetrics {
    private final Sensor bars;
    private final Sensor corrections;
    private final Sensor late;
    private final Sensor forgotten;
    private final Sensor malformed;

    BarMetrics(StreamsMetrics metrics, String task) {
        bars = sensor(metrics, task, "bars");
        corrections = sensor(metrics, task, "corrections");
        late = sensor(metrics, task, "late-events");
        forgotten = sensor(metrics, task, "beyond-retention-events");
        malformed = sensor(metrics, task, "malformed-records");
    }

    /** Bars of seconds that were closed for the first time. */
    void bars(int count) {
        bars.record(count);
    }

    /** Bars that were emitted again. */
    void corrections(int count) {
        corrections.record(count);
    }

    /** Events that took effect in a closed second. */
    void late() {
        late.record();
    }

    /** Events that took effect in a second that is no longer remembered, and were left out. */
    void forgotten() {
        forgotten.record();
    }

    /** Records that are not what the ingest writes, and were left out. */
    void malformed() {
        malformed.record();
    }

    private static Sensor sensor(StreamsMetrics metrics, String task, String operation) {
        return metrics.addRateTotalSensor("bar", task, operation, Sensor.RecordingLevel.INFO);
    }
}
