package io.market1s.dashboard;

import io.market1s.operations.Operations;
import io.market1s.settings.InvalidSettingsException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
        if (args.length == 1 && args[0].equals("--help")) {
            System.out.print(HELP);
            return 0;
        }
        if (args.length > 0) {
            System.err.println("unknown argument " + args[0] + "; --help lists the settings");
            return 2;
        }
        try {
            return run(DashboardSettings.from(environment));
        } catch (InvalidSettingsException e) {
            System.err.println(e.getMessage());
            return 2;
        }
    }

    private static int run(DashboardSettings settings) {
        Logger log = LoggerFactory.getLogger(DashboardMain.class);
        try (Operations operations = Operations.start(Optional.empty());
                Dashboard dashboard = Dashboard.start(settings, operations, InstantSource.system())) {
            Runtime.getRuntime().addShutdownHook(new Thread(dashboard::close, "dashboard-shutdown"));
            dashboard.join();
            return 0;
        } catch (InvalidSettingsException e) {
            throw e;
        } catch (InterruptedException | RuntimeException e) {
            log.error("the dashboard ends", e);
            return 1;
        }
    }
}
