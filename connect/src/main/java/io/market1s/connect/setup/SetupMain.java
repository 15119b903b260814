package io.market1s.connect.setup;

import io.market1s.command.Commands;
import java.util.Map;
import picocli.CommandLine.Command;

/** The process: does what a command says and ends. 0 if it is done, 1 if it could not be, 2 if asked wrongly. */
@Command(
        name = "market-1s-setup",
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
        Commands.logAs("io/market1s/connect/logback.xml");
        System.exit(run(System.getenv(), arguments));
    }

    /**
     * Runs one command in this JVM.
     *
     * @return the exit status
     */
    public static int run(Map<String, String> environment, String... arguments) {
        return Commands.line(new SetupMain(environment)).execute(arguments);
    }

    Map<String, String> environment() {
        return environment;
    }
}
