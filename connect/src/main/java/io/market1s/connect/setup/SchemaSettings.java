package io.market1s.connect.setup;

import io.market1s.connect.MarketSchema;
import io.market1s.settings.InvalidSettingsException;
import io.market1s.settings.KnownSettings;
import io.market1s.settings.Setting;
import io.market1s.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the database is to become.
 *
 * @param retention how long rows are kept; zero for ever, and no partitions
 */
public record SchemaSettings(MarketSchema.Owner owner, MarketSchema.Passwords passwords, Duration retention) {
    /** All that there are. */
    public static final KnownSettings KNOWN = new KnownSettings("SCHEMA_").withLogFormat();

    private static final Setting<String> JDBC_URL =
            KNOWN.add(Setting.jdbcUrl("JDBC_URL", "jdbc:postgresql://HOST:PORT/DATABASE", "the database")
                    .mandatory());
    private static final Setting<String> OWNER =
            KNOWN.add(Setting.text("OWNER", "market_owner", "owns the schema and may create roles")
                    .mandatory());
    private static final Setting<String> OWNER_PASSWORD = password("OWNER_PASSWORD", "of the owner");
    private static final Setting<String> SINK_PASSWORD =
            password("SINK_PASSWORD", "of market_sink, which writes market_1s");
    private static final Setting<String> READER_PASSWORD =
            password("READER_PASSWORD", "of market_reader, which reads it");
    private static final Setting<String> VERIFIER_PASSWORD =
            password("VERIFIER_PASSWORD", "of market_verifier, which compares it with rebuilt rows");
    private static final Setting<Optional<Duration>> RETENTION = KNOWN.add(Setting.duration(
                    "RETENTION",
                    "90d",
                    "2d",
                    "36500d",
                    "partitions market_1s by day and drops older days; run migrate daily then. It cannot be undone. off:"
                            + " no partitions, rows are kept for ever")
            .orOff("off", List.of("0s", "0d")));

    /**
     * Reads the settings from environment variables.
     *
     * @throws InvalidSettingsException that names everything that is wrong
     */
    public static SchemaSettings from(Map<String, String> environment) {
        Settings settings = KNOWN.read(environment);
        SchemaSettings read = new SchemaSettings(
                new MarketSchema.Owner(settings.get(JDBC_URL), settings.get(OWNER), settings.get(OWNER_PASSWORD)),
                new MarketSchema.Passwords(
                        settings.get(SINK_PASSWORD), settings.get(READER_PASSWORD), settings.get(VERIFIER_PASSWORD)),
                settings.get(RETENTION).orElse(Duration.ZERO));
        settings.check();
        return read;
    }

    private static Setting<String> password(String name, String whose) {
        return KNOWN.add(Setting.text(name, "", "the password " + whose).mandatory());
    }
}
