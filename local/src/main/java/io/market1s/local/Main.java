package io.market1s.local;

import io.market1s.command.Commands;
import io.market1s.local.command.CandlesCommand;
import io.market1s.local.command.DemoCommand;
import io.market1s.local.command.ExportCommand;
import io.market1s.local.command.ImportCommand;
import io.market1s.local.command.PlayCommand;
import io.market1s.local.command.RebuildTableCommand;
import io.market1s.local.command.UpCommand;
import io.market1s.local.command.VerifyTableCommand;
import io.market1s.local.console.StopSignal;
import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The entry point for people: {@code ./market-1s COMMAND}. */
@Command(
        name = "./market-1s",
        description = "One exact bar per symbol per second, from Upbit's WebSocket to PostgreSQL, through Kafka.",
        synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
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
        return Commands.setUp(commandLine);
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "name a command: demo, play, up, verify, rebuild, candles, export or import");
    }
}
