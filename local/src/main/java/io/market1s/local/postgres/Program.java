package io.market1s.local.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Child processes that are waited for. */
final class Program {
    /** What a program left behind; its output and errors are one text. */
    record Result(List<String> command, int exitCode, String output) {
        /** This result, if the program succeeded. */
        Result orThrow() throws IOException {
            if (exitCode != 0) {
                throw new IOException(
                        String.join(" ", command) + " ended with exit code " + exitCode + ": " + output.strip());
            }
            return this;
        }
    }

    private Program() {}

    static Result run(List<String> command) throws IOException {
        // To a file, not a pipe: a server that a program leaves behind would hold the pipe open.
        Path output = Files.createTempFile("program", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.getOutputStream().close();
            return new Result(command, exitCode(process), Files.readString(output, UTF_8));
        } finally {
            Files.delete(output);
        }
    }

    static int exitCode(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a program");
        }
    }

    static List<String> with(List<String> prefix, String... arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(arguments));
        return command;
    }
}
