package io.market1s.resample;

import io.market1s.data.EventTimes;
import io.market1s.resample.stream.ResampleRules;
import io.market1s.settings.InvalidSettingsException;
import io.market1s.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How the resample service runs.
 *
 * @param rules what rows depend on
 * @param applicationId names the consumer group, the internal topics and the transactions
 * @param instance this process among those of the application; it keeps its partitions over a restart
 * @param stateDirectory where the state is kept between starts
 * @param threads stream threads
 * @param partitions of each raw topic
 * @param replication copies of topics that do not exist yet, -1 for the broker's default
 * @param rawRetention how long the raw topics keep their records, if they do not exist yet
 * @param kafka what passes through to all Kafka clients
 * @param effective everything in effect, for the log, without secrets
 */
public record ResampleSettings(
        ResampleRules rules,
        String applicationId,
        String instance,
        Path stateDirectory,
        int threads,
        int partitions,
        short replication,
        Duration rawRetention,
        Map<String, String> kafka,
        Map<String, String> effective) {

    private static final String PREFIX = "RESAMPLE_";

    public ResampleSettings {
        kafka = Map.copyOf(kafka);
        effective = Map.copyOf(effective);
    }

    /**
     * Reads the settings from the environment.
     *
     * @throws InvalidSettingsException naming every problem
     */
    public static ResampleSettings from(Map<String, String> environment) {
        Settings settings = new Settings(environment, PREFIX);
        Duration grace =
                settings.duration("GRACE", Duration.ofMillis(500), Duration.ofMillis(10), Duration.ofMinutes(1));
        Duration horizon =
                settings.duration("HORIZON", EventTimes.DEFAULT_HORIZON, Duration.ofSeconds(1), Duration.ofHours(1));
        Duration keepAlive =
                settings.duration("KEEP_ALIVE", Duration.ofHours(6), Duration.ofSeconds(2), Duration.ofDays(30));
        if (keepAlive.toMillis() % 1000 != 0) {
            settings.problem(PREFIX + "KEEP_ALIVE: must be whole seconds");
        }
        String applicationId = settings.text("APPLICATION_ID", "market-1s-resample");
        String instance = settings.text("INSTANCE", "resample-0");
        String state = settings.text("STATE_DIR", "state");
        int threads = settings.integer("THREADS", 1, 1, 64);
        int partitions = settings.integer("PARTITIONS", 4, 1, 10_000);
        int replication = settings.integer("REPLICATION", -1, -1, 7);
        Duration rawRetention =
                settings.duration("RAW_RETENTION", Duration.ofDays(7), Duration.ofHours(1), Duration.ofDays(36_500));
        Map<String, String> kafka = settings.kafka("127.0.0.1:9092");
        settings.check();
        return new ResampleSettings(
                new ResampleRules(grace, horizon, keepAlive),
                applicationId,
                instance,
                Path.of(state),
                threads,
                partitions,
                (short) replication,
                rawRetention,
                kafka,
                settings.effective());
    }

    /** One line a setting, for {@code --help}. */
    static List<String> help() {
        return List.of(
                "RESAMPLE_GRACE           how long after its end a second stays open (500ms)",
                "RESAMPLE_HORIZON         how far back an event can change a second; as the ingest's (10m)",
                "RESAMPLE_KEEP_ALIVE      how long after its last covered second a symbol gets rows (6h)",
                "RESAMPLE_APPLICATION_ID  consumer group and internal topics (market-1s-resample)",
                "RESAMPLE_INSTANCE        this process among its kind; each needs its own (resample-0)",
                "RESAMPLE_STATE_DIR       where the state is kept between starts (state)",
                "RESAMPLE_THREADS         stream threads (1)",
                "RESAMPLE_PARTITIONS      partitions of each topic; never changes afterwards (4)",
                "RESAMPLE_REPLICATION     copies of topics created here; -1 is the broker's default (-1)",
                "RESAMPLE_RAW_RETENTION   how long raw topics created here keep records (7d)",
                "KAFKA_FOO_BAR            passes through to all Kafka clients as foo.bar;",
                "                         KAFKA_BOOTSTRAP_SERVERS (127.0.0.1:9092)");
    }
}
