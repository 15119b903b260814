package io.market1s.connect.setup;

import io.market1s.settings.InvalidSettingsException;
import io.market1s.settings.KnownSettings;
import io.market1s.settings.Setting;
import io.market1s.settings.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Which sink writes where.
 *
 * @param connectUrl Kafka Connect's REST interface
 * @param patience with Kafka Connect
 */
public record SinkSettings(
        String connectUrl, String connectorClass, String jdbcUrl, String user, String password, Duration patience) {
    /** All that there are. */
    public static final KnownSettings KNOWN = new KnownSettings("SINK_").withLogFormat();

    private static final Setting<URI> CONNECT_URL = KNOWN.add(Setting.url(
            "CONNECT_URL", "http://127.0.0.1:8083", Set.of("http", "https"), "Kafka Connect's REST interface"));
    private static final Setting<String> CONNECTOR_CLASS =
            KNOWN.add(Setting.text("CONNECTOR_CLASS", "io.confluent.connect.jdbc.JdbcSinkConnector", "the JDBC sink"));
    private static final Setting<String> JDBC_URL = KNOWN.add(Setting.jdbcUrl(
                    "JDBC_URL", "jdbc:postgresql://HOST:PORT/DATABASE", "the database, as in the worker's environment")
            .mandatory());
    private static final Setting<String> USER =
            KNOWN.add(Setting.text("USER", "market_sink", "the sink's role, as in the worker's environment")
                    .mandatory());
    private static final Setting<String> PASSWORD =
            KNOWN.add(Setting.text("PASSWORD", "", "its password, as in the worker's environment")
                    .mandatory());
    private static final Setting<Duration> PATIENCE = KNOWN.add(
            Setting.duration("PATIENCE", "3m", "1s", "1h", "how long to wait for Kafka Connect and the sink"));

    /**
     * Reads the settings from environment variables.
     *
     * @throws InvalidSettingsException that names everything that is wrong
     */
    public static SinkSettings from(Map<String, String> environment) {
        Settings settings = KNOWN.read(environment);
        SinkSettings read = new SinkSettings(
                settings.get(CONNECT_URL).toString(),
                settings.get(CONNECTOR_CLASS),
                settings.get(JDBC_URL),
                settings.get(USER),
                settings.get(PASSWORD),
                settings.get(PATIENCE));
        settings.check();
        return read;
    }

    /** Who writes where, without the password. */
    @Override
    public String toString() {
        return user + "@" + jdbcUrl;
    }
}
