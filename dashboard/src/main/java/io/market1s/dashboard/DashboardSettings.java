package io.market1s.dashboard;

import io.market1s.settings.HttpAddress;
import io.market1s.settings.InvalidSettingsException;
import io.market1s.settings.KnownSettings;
import io.market1s.settings.Setting;
import io.market1s.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a dashboard is to run.
 *
 * @param http where the page is, and metrics and health
 * @param password null if the database asks for none
 * @param mostViewers how many may have the page open at a time
 * @param effective what is in effect, by variable, secrets masked
 */
public record DashboardSettings(
        HttpAddress http,
        String jdbcUrl,
        String user,
        @Nullable String password,
        int mostViewers,
        Map<String, String> effective) {
    /** All that there are. */
    public static final KnownSettings KNOWN = new KnownSettings("DASHBOARD_").withLogFormat();

    private static final Setting<HttpAddress> HTTP = KNOWN.add(Setting.httpAddress(
            "HTTP_ADDRESS", "127.0.0.1:8080", "where the page is, and /metrics, /livez and /readyz"));
    private static final Setting<String> JDBC_URL =
            KNOWN.add(Setting.jdbcUrl("JDBC_URL", "jdbc:postgresql://localhost:5432/market", "the database"));
    private static final Setting<String> USER =
            KNOWN.add(Setting.text("DB_USER", "market_reader", "a role that may read market_1s"));
    private static final Setting<String> PASSWORD =
            KNOWN.add(Setting.text("DB_PASSWORD", "", "its password, if the database asks for one"));
    private static final Setting<String> PASSWORD_FILE =
            KNOWN.add(Setting.text("DB_PASSWORD_FILE", "", "a file with the password, instead"));
    private static final Setting<Integer> MOST_VIEWERS =
            KNOWN.add(Setting.integer("MOST_VIEWERS", 200, 1, 10_000, "how many may have the page open at a time"));

    public DashboardSettings {
        effective = Collections.unmodifiableSortedMap(new TreeMap<>(effective));
    }

    /**
     * Reads the settings from environment variables.
     *
     * @throws InvalidSettingsException that names everything that is wrong
     */
    public static DashboardSettings from(Map<String, String> environment) {
        Settings settings = KNOWN.read(environment);
        DashboardSettings read = new DashboardSettings(
                settings.get(HTTP),
                settings.get(JDBC_URL),
                settings.get(USER),
                password(settings),
                settings.get(MOST_VIEWERS),
                settings.effective());
        settings.check();
        return read;
    }

    private static @Nullable String password(Settings settings) {
        String password = settings.get(PASSWORD);
        String file = settings.get(PASSWORD_FILE);
        if (file.isEmpty()) {
            return password.isEmpty() ? null : password;
        }
        if (!password.isEmpty()) {
            settings.problem("DASHBOARD_DB_PASSWORD and DASHBOARD_DB_PASSWORD_FILE: set one of them");
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException | InvalidPathException e) {
            settings.problem("DASHBOARD_DB_PASSWORD_FILE: cannot read " + file + " (" + e + ")");
            return null;
        }
    }

    /** What is in effect; secrets are masked. */
    @Override
    public String toString() {
        return effective.toString();
    }
}
