package io.market1s.connect.setup;

import io.market1s.command.Configured;
import io.market1s.connect.SinkConfig;
import io.market1s.settings.KnownSettings;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * Registers the sink. Before that it looks at the table as the sink will see it: a sink that tolerates errors would
 * take every bar for a bad one if the table were missing.
 */
@Command(
        name = "sink",
        description = {
            "Checks the table and the role's rights, registers the sink connector or changes its configuration,",
            "and waits until it runs."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class SinkCommand implements Callable<Integer>, Configured {
    private static final Logger LOG = LoggerFactory.getLogger(SinkCommand.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final int LOOKS_BETWEEN_CHECKS = 12;

    @ParentCommand
    private SetupMain parent;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--again",
            description = {
                "let the sink read the topic market_1s again from its beginning:",
                "brings back bars that were lost on the way to the table"
            })
    private boolean again;

    @Option(
            names = "--watch",
            description = {
                "stay, start the sink again when it fails, and look at the table every minute;",
                "for a Kafka Connect that nobody else watches"
            })
    private boolean watch;

    @Option(names = "--check", description = "only check the table and the role's rights")
    private boolean checkOnly;

    @Override
    public KnownSettings knownSettings() {
        return SinkSettings.KNOWN;
    }

    @Override
    public Integer call() throws SQLException, InterruptedException {
        SinkSettings settings = SinkSettings.from(parent.environment());
        requireTable(settings);
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%s may write market_1s in %s%n", settings.user(), settings.jdbcUrl());
        if (!checkOnly) {
            ConnectRest connect = new ConnectRest(settings.connectUrl(), settings.patience());
            register(connect, settings.connectorClass());
            out.printf("%s runs%n", SinkConfig.NAME);
            out.flush();
            if (watch) {
                watch(connect, settings);
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private static void requireTable(SinkSettings settings) throws SQLException {
        List<String> problems = SinkTable.problems(settings);
        if (!problems.isEmpty()) {
            throw new IllegalStateException("the sink cannot write to " + settings.jdbcUrl() + ":\n  "
                    + String.join("\n  ", problems) + "\nthe command migrate on this database cures that");
        }
    }

    /** Until the process is told to end. */
    private static void watch(ConnectRest connect, SinkSettings settings) throws InterruptedException {
        for (long look = 1; true; look++) {
            TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
            try {
                connect.restartFailed(SinkConfig.NAME);
                if (look % LOOKS_BETWEEN_CHECKS == 0) {
                    requireTable(settings);
                }
            } catch (IllegalStateException | SQLException e) {
                LOG.error("{}", e.getMessage());
            }
        }
    }

    private void register(ConnectRest connect, String connectorClass) throws InterruptedException {
        Map<String, String> config = SinkConfig.template();
        // The worker looks at it before it fills in anything.
        config.put("connector.class", connectorClass);
        connect.put(SinkConfig.NAME, config);
        if (again) {
            connect.forgetOffsets(SinkConfig.NAME);
        }
        connect.awaitRunning(SinkConfig.NAME);
    }
}
