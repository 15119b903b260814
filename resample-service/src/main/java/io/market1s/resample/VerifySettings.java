package io.market1s.resample;

import io.market1s.resample.verify.Verification;
import io.market1s.settings.InvalidSettingsException;
import io.market1s.settings.KnownSettings;
import io.market1s.settings.Setting;
import io.market1s.settings.Settings;
import java.util.Map;

/** Where the rows are that a verification compares. */
public final class VerifySettings {
    /** All that there are. */
    public static final KnownSettings KNOWN = new KnownSettings("VERIFY_");

    private static final Setting<String> JDBC_URL = KNOWN.add(Setting.jdbcUrl(
            "JDBC_URL", "jdbc:postgresql://127.0.0.1:5432/market", "the database; --jdbc-url names another"));
    private static final Setting<String> USER = KNOWN.add(
            Setting.text("USER", "market_verifier", "a role that may compare the tables; --user names another"));
    private static final Setting<String> PASSWORD =
            KNOWN.add(Setting.text("PASSWORD", "", "its password, if the database asks for one"));

    private VerifySettings() {}

    /**
     * Reads the settings from the environment.
     *
     * @throws InvalidSettingsException naming every problem
     */
    public static Verification.Database from(Map<String, String> environment) {
        Settings settings = KNOWN.read(environment);
        Verification.Database database =
                new Verification.Database(settings.get(JDBC_URL), settings.get(USER), settings.get(PASSWORD));
        settings.check();
        return database;
    }
}
