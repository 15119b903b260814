package io.market1s.connect.worker;

import io.market1s.command.Commands;
import io.market1s.command.ServiceCommand;
import java.util.Map;
import org.apache.kafka.connect.cli.ConnectDistributed;
import picocli.CommandLine.Command;

/**
 * Kafka Connect's distributed worker as a process, until it is told to stop. Its classes are those of Kafka's own
 * distribution. Exit status 2 for wrong settings.
 */
@Command(
        name = "connect",
        description = {
            "Runs a worker of Kafka Connect.",
            "Connectors may say $${env:NAME} for what is in this environment."
        })
public final class WorkerMain extends ServiceCommand {
    private WorkerMain(Map<String, String> environment) {
        super("worker", WorkerSettings.KNOWN, environment);
    }

    /** Runs a worker. */
    public static void main(String[] arguments) {
        System.exit(run(System.getenv(), arguments));
    }

    static int run(Map<String, String> environment, String... arguments) {
        return Commands.line(new WorkerMain(environment)).execute(arguments);
    }

    @Override
    protected void live() {
        new ConnectDistributed()
                .startConnect(WorkerSettings.from(environment()))
                .awaitStop();
    }
}
