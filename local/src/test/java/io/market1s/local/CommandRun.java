package io.market1s.local;

import io.market1s.local.console.StopSignal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;

/** What a command of the command line did. */
record CommandRun(int exitCode, String output, String errors) {
    static CommandRun of(String... arguments) {
        StringWriter output = new StringWriter();
        StringWriter errors = new StringWriter();
        int exitCode = Main.commandLine(new StopSignal(), InstantSource.system())
                .setOut(new PrintWriter(output))
                .setErr(new PrintWriter(errors))
                .execute(arguments);
        return new CommandRun(exitCode, output.toString(), errors.toString());
    }

    @Override
    public String toString() {
        return "exit code " + exitCode + "\n" + output + errors;
    }
}
