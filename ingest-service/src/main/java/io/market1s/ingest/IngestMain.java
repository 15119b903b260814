package io.market1s.ingest;

import io.market1s.command.Commands;
import io.market1s.command.ServiceCommand;
import io.market1s.operations.Operations;
import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine.Command;

/**
 * The ingest as a process. Settings come from the environment. Exit status: 143 after SIGTERM (130 after
 * Ctrl-C), everything received being written; 1 if it cannot go on; 2 for wrong settings.
 */
@Command(name = "ingest-service", description = "Brings Upbit's market data to Kafka.")
public final class IngestMain extends ServiceCommand {
    private IngestMain(Map<String, String> environment) {
        super("ingest", IngestSettings.KNOWN, environment);
    }

    /** Runs an ingest until the process is asked to stop. */
    public static void main(String[] args) {
        Commands.logAs("io/market1s/ingest/logback.xml");
        System.exit(run(args, System.getenv()));
    }

    static int run(String[] args, Map<String, String> environment) {
        return Commands.line(new IngestMain(environment)).execute(args);
    }

    @Override
    protected void live() throws InterruptedException {
        IngestSettings settings = IngestSettings.from(environment());
        try (Operations operations = Operations.start(settings.http());
                IngestService service = IngestService.start(settings, operations, InstantSource.system())) {
            Runtime.getRuntime().addShutdownHook(new Thread(service::close, "ingest-shutdown"));
            service.join();
        }
    }
}
