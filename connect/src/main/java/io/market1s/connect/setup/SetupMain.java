package io.market1s.connect.setup;

import io.market1s.settings.InvalidSettingsException;
import java.util.Map;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The process: does what a command says and ends. 0 if it is done, 1 if it could not be, 2 if asked wrongly. */
@Command(
        name = "market-1s-setup",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {TopicsCommand.class, MigrateCommand.class, SinkCommand.class},
        description = {
            "Sets up what market_1s runs on. Every command may be run again and again;",
            "its settings come from the environment, see COMMAND --help."
        })
public final class SetupMain {
    private final Map<String, String> environment;

    SetupMain(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Runs one command. */
    public static void main(String[] arguments) {
        System.setProperty(
                "logback.configurationFile",
                System.getProperty("logback.configurationFile", "io/market1s/connect/logback.xml"));
        System.exit(run(System.getenv(), arguments));
    }

    /**
     * Runs one command in this JVM.
     *
     * @return the exit status
     */
    public static int run(Map<String, String> environment, String... arguments) {
        CommandLine line = new CommandLine(new SetupMain(environment));
        line.setExecutionExceptionHandler((exception, command, parsed) -> {
            if (exception instanceof InvalidSettingsException) {
                command.getErr().println(exception.getMessage());
                return CommandLine.ExitCode.USAGE;
            }
            if (!(exception instanceof IllegalStateException) && !(exception instanceof FlywayException)) {
                Logger log = LoggerFactory.getLogger(SetupMain.class);
                log.error("failed", exception);
            }
            command.getErr().println(exception.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
        return line.execute(arguments);
    }

    Map<String, String> environment() {
        return environment;
    }
}
