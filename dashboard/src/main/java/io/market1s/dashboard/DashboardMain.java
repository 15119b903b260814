package io.market1s.dashboard;

import io.market1s.operations.Operations;
import io.market1s.operations.ServiceMain;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * The dashboard as a process. Settings come from the environment. Exit status: 143 after SIGTERM (130 after Ctrl-C); 1 if
 * it cannot go on; 2 for wrong settings.
 */
public final class DashboardMain {
    private static final String HELP = """
            Shows market_1s in a browser, live and read-only. Configured by environment variables:

              DASHBOARD_HTTP_ADDRESS      where the page is, and /metrics, /livez and /readyz (127.0.0.1:8080)
              DASHBOARD_JDBC_URL          the database (jdbc:postgresql://localhost:5432/market)
              DASHBOARD_DB_USER           a role that may read market_1s (market_reader)
              DASHBOARD_DB_PASSWORD       its password, if the database asks for one
              DASHBOARD_DB_PASSWORD_FILE  a file with the password, instead
              DASHBOARD_MOST_VIEWERS      how many may have the page open at a time (200)
              LOG_FORMAT                  text, or json for one object a line (text)

            There is no login: whoever reaches the address may look.
            """;

    private DashboardMain() {}

    /** Runs a dashboard until the process is asked to stop. */
    public static void main(String[] args) {
        System.setProperty(
                "logback.configurationFile",
                System.getProperty("logback.configurationFile", "io/market1s/dashboard/logback.xml"));
        System.exit(run(args, System.getenv()));
    }

    static int run(String[] args, Map<String, String> environment) {
        return ServiceMain.run("dashboard", HELP, args, () -> {
            DashboardSettings settings = DashboardSettings.from(environment);
            try (Operations operations = Operations.start(Optional.empty());
                    Dashboard dashboard = Dashboard.start(settings, operations, InstantSource.system())) {
                Runtime.getRuntime().addShutdownHook(new Thread(dashboard::close, "dashboard-shutdown"));
                dashboard.join();
            }
        });
    }
}
