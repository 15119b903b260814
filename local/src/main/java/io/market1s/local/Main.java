package io.market1s.local;

import io.market1s.local.command.CandlesCommand;
import io.market1s.local.command.DemoCommand;
import io.market1s.local.command.ExportCommand;
import io.market1s.local.command.ImportCommand;
import io.market1s.local.command.PlayCommand;
import io.market1s.local.command.RebuildTableCommand;
import io.market1s.local.command.UpCommand;
import io.market1s.local.command.VerifyTableCommand;
import io.market1s.local.console.BadUseException;
import io.market1s.local.console.StopSignal;
import io.market1s.settings.Durations;
import io.market1s.settings.InvalidSettingsException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The entry point for people: {@code ./market-1s COMMAND}. */
@Command(
        name = "market-1s",
        description = "One exact bar per symbol per second, from Upbit's WebSocket to PostgreSQL, through Kafka.",
        synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
    private static final int FAILED = 1;
    private static final int BAD_USE = 2;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this and exit.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it.
    private boolean help;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Main() {}

    public static void main(String[] arguments) {
        StopSignal stop = StopSignal.install();
        int exitCode = commandLine(stop, InstantSource.system()).execute(arguments);
        stop.ended(exitCode);
        System.exit(exitCode);
    }

    /** The whole command line; tests give it a stop of their own. */
    static CommandLine commandLine(StopSignal stop, InstantSource clock) {
        CommandLine commandLine = new CommandLine(new Main());
        commandLine.addSubcommand(new DemoCommand(stop, clock));
        commandLine.addSubcommand(new PlayCommand(stop, clock));
        commandLine.addSubcommand(new UpCommand(stop, clock));
        commandLine.addSubcommand(new VerifyTableCommand(stop, clock));
        commandLine.addSubcommand(new RebuildTableCommand(stop, clock));
        commandLine.addSubcommand(new ExportCommand(stop));
        commandLine.addSubcommand(new ImportCommand(stop, clock));
        commandLine.addSubcommand(new CandlesCommand(stop));
        commandLine.registerConverter(Instant.class, Main::instant);
        commandLine.registerConverter(Duration.class, Main::duration);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setUsageHelpLongOptionsMaxWidth(28).setUsageHelpWidth(110);
        commandLine.setParameterExceptionHandler(
                (e, arguments) -> complain(e.getCommandLine().getErr(), message(e)));
        commandLine.setExecutionExceptionHandler((e, command, result) -> {
            if (e instanceof BadUseException || e instanceof InvalidSettingsException) {
                return complain(command.getErr(), String.valueOf(e.getMessage()));
            }
            command.getErr().println("market-1s failed: " + e);
            command.getErr().flush();
            return FAILED;
        });
        return commandLine;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "name a command: demo, play, up, verify, rebuild, candles, export or import");
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException(
                    "'" + text + "' is not a time; write it in UTC, for example 2026-02-16T07:00:00Z");
        }
    }

    private static Duration duration(String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    private static String message(ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        return e.getMessage() + "\nSee ./" + command + " --help";
    }

    private static int complain(PrintWriter err, String message) {
        err.println(message);
        err.flush();
        return BAD_USE;
    }
}
