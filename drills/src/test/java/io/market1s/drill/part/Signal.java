package io.market1s.drill.part;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Signals that Java cannot send by itself. */
enum Signal {
    STOP,
    CONT;

    void send(List<ProcessHandle> processes) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name()));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IOException(String.join(" ", command) + " ended with status " + status);
        }
    }
}
