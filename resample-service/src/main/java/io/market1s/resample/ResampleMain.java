package io.market1s.resample;

import io.market1s.operations.Operations;
import io.market1s.settings.InvalidSettingsException;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The process: without a command the live service, until told to stop; with one, that and no more. */
@Command(
        name = "resample-service",
        mixinStandardHelpOptions = true,
        subcommands = {RebuildCommand.class, VerifyCommand.class},
        description = {
            "Resamples raw Upbit events in Kafka to one bar per symbol and second.",
            "Everything but what a command asks for is set in the environment:",
            ""
        },
        footerHeading = "%n",
        footer = {
            "RESAMPLE_GRACE           how long after its end a second stays open (500ms)",
            "RESAMPLE_HORIZON         how far back an event can change a second; as the ingest's (10m)",
            "RESAMPLE_KEEP_ALIVE      how long after its last covered second a symbol gets rows (6h)",
            "RESAMPLE_KEY_FRAMES      two intervals of the ingest's key frames and a little: how far before a",
            "                         range a rebuild reads, beside the horizon (11m)",
            "RESAMPLE_APPLICATION_ID  consumer group and internal topics (market-1s-resample)",
            "RESAMPLE_INSTANCE        this process among its kind; each needs its own (resample-0)",
            "RESAMPLE_STATE_DIR       where the state is kept between starts (state)",
            "RESAMPLE_THREADS         stream threads (1)",
            "RESAMPLE_PARTITIONS      partitions of each topic; never changes afterwards (4)",
            "RESAMPLE_REPLICATION     copies of topics created here; -1 is the broker's default (-1)",
            "RESAMPLE_RAW_RETENTION   how long raw topics created here keep records (7d)",
            "RESAMPLE_HTTP_ADDRESS    where /metrics, /livez and /readyz are served; off for nowhere",
            "                         (127.0.0.1:9102)",
            "RESAMPLE_CONNECT_URL     Kafka Connect's REST interface, to show the sink among the metrics;",
            "                         off for not (off)",
            "RESAMPLE_SINK            the sink connector's name (market-1s-sink)",
            "LOG_FORMAT               text, or json for one object a line (text)",
            "KAFKA_FOO_BAR            passes through to all Kafka clients as foo.bar;",
            "                         KAFKA_BOOTSTRAP_SERVERS (127.0.0.1:9092)"
        })
public final class ResampleMain implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ResampleMain.class);

    private final Map<String, String> environment;

    ResampleMain(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    public static void main(String[] arguments) {
        System.exit(run(System.getenv(), arguments));
    }

    /** Runs to the end; 0 after a regular one, 1 after a failure, 2 if it could not start as asked. */
    static int run(Map<String, String> environment, String... arguments) {
        CommandLine line = new CommandLine(new ResampleMain(environment));
        line.registerConverter(java.time.Instant.class, java.time.Instant::parse);
        line.setExecutionExceptionHandler((exception, command, parsed) -> {
            if (exception instanceof InvalidSettingsException) {
                command.getErr().println(exception.getMessage());
                return CommandLine.ExitCode.USAGE;
            }
            if (!(exception instanceof IllegalStateException)) {
                LOG.error("failed", exception);
            }
            command.getErr().println(exception.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
        return line.execute(arguments);
    }

    ResampleSettings settings() {
        return ResampleSettings.from(environment);
    }

    Map<String, String> environment() {
        return environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        ResampleSettings settings = settings();
        try (Operations operations = Operations.start(settings.http());
                ResampleService service = ResampleService.start(settings, operations, InstantSource.system())) {
            Runtime.getRuntime().addShutdownHook(new Thread(service::close, "shutdown"));
            service.awaitStopped();
            return CommandLine.ExitCode.OK;
        }
    }
}
