package io.market1s.connect.setup;

import io.market1s.settings.InvalidSettingsException;
import io.market1s.settings.Settings;
import java.time.Duration;
import java.util.Map;

/**
 * How topics are made; {@link TopicsCommand} documents the variables.
 *
 * @param replication copies of each, -1 for the broker's default
 */
public record TopicsSettings(int partitions, short replication, Duration rawRetention, Map<String, String> kafka) {
    public TopicsSettings {
        kafka = Map.copyOf(kafka);
    }

    /**
     * Reads the settings from environment variables.
     *
     * @throws InvalidSettingsException that names everything that is wrong
     */
    public static TopicsSettings from(Map<String, String> environment) {
        Settings settings = new Settings(environment, "TOPICS_");
        TopicsSettings read = new TopicsSettings(
                settings.integer("PARTITIONS", 4, 1, 1000),
                (short) settings.integer("REPLICATION", -1, -1, 10),
                settings.duration("RAW_RETENTION", Duration.ofDays(7), Duration.ofHours(1), Duration.ofDays(3650)),
                settings.kafka("127.0.0.1:9092"));
        settings.check();
        return read;
    }
}
