package io.market1s.dashboard;

import io.market1s.settings.HttpAddress;
import io.market1s.settings.InvalidSettingsException;
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
 * How a dashboard is to run; {@link DashboardMain} documents the variables.
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
    private static final String DEFAULT_URL = "jdbc:postgresql://localhost:5432/market";

    public DashboardSettings {
        effective = Collections.unmodifiableSortedMap(new TreeMap<>(effective));
    }

    /**
     * Reads the settings from environment variables.
     *
     * @throws InvalidSettingsException that names everything that is wrong
     */
    public static DashboardSettings from(Map<String, String> environment) {
        Settings settings = new Settings(environment, "DASHBOARD_");
        DashboardSettings read = new DashboardSettings(
                settings.httpAddress("HTTP_ADDRESS", "127.0.0.1:8080"),
                jdbcUrl(settings),
                settings.text("DB_USER", "market_reader"),
                password(settings),
                settings.integer("MOST_VIEWERS", 200, 1, 10_000),
                settings.effective());
        settings.check();
        return read;
    }

    private static String jdbcUrl(Settings settings) {
        String url = settings.text("JDBC_URL", DEFAULT_URL);
        if (!url.startsWith("jdbc:postgresql:")) {
            settings.problem(
                    "DASHBOARD_JDBC_URL: '" + url + "' is not possible; write an address such as " + DEFAULT_URL);
        }
        return url;
    }

    private static @Nullable String password(Settings settings) {
        String password = settings.text("DB_PASSWORD", "");
        String file = settings.text("DB_PASSWORD_FILE", "");
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
