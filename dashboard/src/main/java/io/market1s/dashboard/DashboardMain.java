package io.market1s.dashboard;

import io.market1s.command.Commands;
import io.market1s.command.ServiceCommand;
import io.market1s.operations.Operations;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;

/**
 * The dashboard as a process. Settings come from the environment. Exit status: 143 after SIGTERM (130 after Ctrl-C); 1 if
 * it cannot go on; 2 for wrong settings.
 */
@Command(
        name = "dashboard",
        description = {
            "Shows market_1s in a browser, live and read-only.",
            "There is no login: whoever reaches the address may look."
        })
public final class DashboardMain extends ServiceCommand {
    private DashboardMain(Map<String, String> environment) {
        super("dashboard", DashboardSettings.KNOWN, environment);
    }

    /** Runs a dashboard until the process is asked to stop. */
    public static void main(String[] args) {
        Commands.logAs("io/market1s/dashboard/logback.xml");
        System.exit(run(args, System.getenv()));
    }

    static int run(String[] args, Map<String, String> environment) {
        return Commands.line(new DashboardMain(environment)).execute(args);
    }

    @Override
    protected void live() throws InterruptedException {
        DashboardSettings settings = DashboardSettings.from(environment());
        try (Operations operations = Operations.start(Optional.empty());
                Dashboard dashboard = Dashboard.start(settings, operations, InstantSource.system())) {
            Runtime.getRuntime().addShutdownHook(new Thread(dashboard::close, "dashboard-shutdown"));
            dashboard.join();
        }
    }
}
