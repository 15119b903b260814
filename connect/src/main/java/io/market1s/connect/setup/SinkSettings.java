package io.market1s.connect.setup;

import io.market1s.settings.InvalidSettingsException;
import io.market1s.settings.Settings;
import java.time.Duration;
import java.util.Map;

/**
 * Which sink writes where; {@link SinkCommand} documents the variables.
 *
 * @param connectUrl Kafka Connect's REST interface
 * @param patience with Kafka Connect
 */
public record SinkSettings(
        String connectUrl, String connectorClass, String jdbcUrl, String user, String password, Duration patience) {
    private static final String PREFIX = "SINK_";

    /**
     * Reads the settings from environment variables.
     *
     * @throws InvalidSettingsException that names everything that is wrong
     */
    public static SinkSettings from(Map<String, String> environment) {
        Settings settings = new Settings(environment, PREFIX);
        SinkSettings read = new SinkSettings(
                settings.text("CONNECT_URL", "http://127.0.0.1:8083"),
                settings.text("CONNECTOR_CLASS", "io.confluent.connect.jdbc.JdbcSinkConnector"),
                Required.text(settings, PREFIX, "JDBC_URL"),
                Required.text(settings, PREFIX, "USER"),
                Required.text(settings, PREFIX, "PASSWORD"),
                settings.duration("PATIENCE", Duration.ofMinutes(3), Duration.ofSeconds(1), Duration.ofHours(1)));
        settings.check();
        return read;
    }

    /** Who writes where, without the password. */
    @Override
    public String toString() {
        return user + "@" + jdbcUrl;
    }
}
