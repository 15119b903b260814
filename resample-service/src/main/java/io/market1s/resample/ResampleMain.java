package io.market1s.resample;

import io.market1s.settings.InvalidSettingsException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process: settings from the environment, run until told to stop. */
public final class ResampleMain {
    private static final Logger LOG = LoggerFactory.getLogger(ResampleMain.class);

    private ResampleMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(List.of(arguments), System.getenv()));
    }

    /** Runs until stopped; 0 after a regular stop, 1 after a failure, 2 if it could not start as asked. */
    static int run(List<String> arguments, Map<String, String> environment) throws InterruptedException {
        if (arguments.contains("--help")) {
            say("Resamples raw Upbit events in Kafka to one bar per symbol and second. Set in the environment:");
            ResampleSettings.help().forEach(ResampleMain::say);
            return 0;
        }
        if (!arguments.isEmpty()) {
            say("there are no arguments but --help; everything is set in the environment");
            return 2;
        }
        ResampleSettings settings;
        try {
            settings = ResampleSettings.from(environment);
        } catch (InvalidSettingsException e) {
            say(String.valueOf(e.getMessage()));
            return 2;
        }
        try (ResampleService service = ResampleService.start(settings, InstantSource.system())) {
            Runtime.getRuntime().addShutdownHook(new Thread(service::close, "shutdown"));
            service.awaitStopped();
            return 0;
        } catch (IllegalStateException e) {
            LOG.error("{}", e.getMessage());
            return 1;
        }
    }

    @SuppressWarnings("SystemOut") // What a person asked for on the command line.
    private static void say(String line) {
        System.out.println(line);
    }
}
