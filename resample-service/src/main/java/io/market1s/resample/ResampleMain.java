package io.market1s.resample;

import io.market1s.command.Commands;
import io.market1s.command.ServiceCommand;
import io.market1s.operations.Operations;
import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine.Command;

/** The process: without a command the live service, until told to stop; with one, that and no more. */
@Command(
        name = "resample-service",
        subcommands = {RebuildCommand.class, VerifyCommand.class},
        description = "Resamples raw Upbit events in Kafka to one bar per symbol and second.")
public final class ResampleMain extends ServiceCommand {
    private ResampleMain(Map<String, String> environment) {
        super("resampler", ResampleSettings.KNOWN, environment);
    }

    public static void main(String[] arguments) {
        System.exit(run(System.getenv(), arguments));
    }

    /** Runs to the end; 0 after a regular one, 1 after a failure, 2 if it could not start as asked. */
    static int run(Map<String, String> environment, String... arguments) {
        return Commands.line(new ResampleMain(environment)).execute(arguments);
    }

    ResampleSettings settings() {
        return ResampleSettings.from(environment());
    }

    @Override
    protected void live() throws InterruptedException {
        ResampleSettings settings = settings();
        try (Operations operations = Operations.start(settings.http());
                ResampleService service = ResampleService.start(settings, operations, InstantSource.system())) {
            Runtime.getRuntime().addShutdownHook(new Thread(service::close, "shutdown"));
            service.awaitStopped();
        }
    }
}
