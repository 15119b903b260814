package io.market1s.connect.setup;

import io.market1s.connect.MarketSchema;
import io.market1s.settings.InvalidSettingsException;
import io.market1s.settings.Settings;
import java.time.Duration;
import java.util.Map;

/**
 * What the database is to become; {@link MigrateCommand} documents the variables.
 *
 * @param retention how long rows are kept; zero for ever, and no partitions
 */
public record SchemaSettings(MarketSchema.Owner owner, MarketSchema.Passwords passwords, Duration retention) {
    private static final String PREFIX = "SCHEMA_";
    private static final Duration SHORTEST_RETENTION = Duration.ofDays(2);

    /**
     * Reads the settings from environment variables.
     *
     * @throws InvalidSettingsException that names everything that is wrong
     */
    public static SchemaSettings from(Map<String, String> environment) {
        Settings settings = new Settings(environment, PREFIX);
        SchemaSettings read = new SchemaSettings(
                new MarketSchema.Owner(
                        Required.text(settings, PREFIX, "JDBC_URL"),
                        Required.text(settings, PREFIX, "OWNER"),
                        Required.text(settings, PREFIX, "OWNER_PASSWORD")),
                new MarketSchema.Passwords(
                        Required.text(settings, PREFIX, "SINK_PASSWORD"),
                        Required.text(settings, PREFIX, "READER_PASSWORD"),
                        Required.text(settings, PREFIX, "VERIFIER_PASSWORD")),
                settings.duration("RETENTION", Duration.ZERO, Duration.ZERO, Duration.ofDays(36_500)));
        if (!read.retention.isZero() && read.retention.compareTo(SHORTEST_RETENTION) < 0) {
            settings.problem(PREFIX + "RETENTION: must be 2d or longer");
        }
        settings.check();
        return read;
    }
}
