package io.market1s.resample;

import io.market1s.data.EventTimes;
import io.market1s.resample.stream.ResampleRules;
import io.market1s.settings.HttpAddress;
import io.market1s.settings.InvalidSettingsException;
import io.market1s.settings.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How the resample service runs.
 *
 * @param rules what rows depend on
 * @param keyFrames within what time the ingest has asked for snapshots of every symbol; a rebuild of a range relies on it
 * @param applicationId names the consumer group, the internal topics and the transactions
 * @param instance this process among those of the application; it keeps its partitions over a restart
 * @param stateDirectory where the state is kept between starts
 * @param threads stream threads
 * @param partitions of each raw topic
 * @param replication copies of topics that do not exist yet, -1 for the broker's default
 * @param rawRetention how long the raw topics keep their records, if they do not exist yet
 * @param http where metrics and health are served; empty for nowhere
 * @param connect Kafka Connect's REST interface, to watch the sink; empty for not
 * @param sink the sink connector's name
 * @param kafka what passes through to all Kafka clients
 * @param effective everything in effect, for the log, without secrets
 */
public record ResampleSettings(
        ResampleRules rules,
        Duration keyFrames,
        String applicationId,
        String instance,
        Path stateDirectory,
        int threads,
        int partitions,
        short replication,
        Duration rawRetention,
        Optional<HttpAddress> http,
        Optional<URI> connect,
        String sink,
        Map<String, String> kafka,
        Map<String, String> effective) {

    private static final String PREFIX = "RESAMPLE_";

    public ResampleSettings {
        kafka = Map.copyOf(kafka);
        effective = Collections.unmodifiableSortedMap(new TreeMap<>(effective));
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
        Duration keyFrames =
                settings.duration("KEY_FRAMES", Duration.ofMinutes(11), Duration.ofSeconds(1), Duration.ofDays(1));
        String applicationId = settings.text("APPLICATION_ID", "market-1s-resample");
        String instance = settings.text("INSTANCE", "resample-0");
        String state = settings.text("STATE_DIR", "state");
        int threads = settings.integer("THREADS", 1, 1, 64);
        int partitions = settings.integer("PARTITIONS", 4, 1, 10_000);
        int replication = settings.integer("REPLICATION", -1, -1, 7);
        Duration rawRetention =
                settings.duration("RAW_RETENTION", Duration.ofDays(7), Duration.ofHours(1), Duration.ofDays(36_500));
        Optional<HttpAddress> http = settings.httpAddressOrOff("HTTP_ADDRESS", "127.0.0.1:9102");
        Optional<URI> connect = connect(settings);
        String sink = settings.text("SINK", "market-1s-sink");
        Map<String, String> kafka = settings.kafka("127.0.0.1:9092");
        settings.check();
        return new ResampleSettings(
                new ResampleRules(grace, horizon, keepAlive),
                keyFrames,
                applicationId,
                instance,
                Path.of(state),
                threads,
                partitions,
                (short) replication,
                rawRetention,
                http,
                connect,
                sink,
                kafka,
                settings.effective());
    }

    private static Optional<URI> connect(Settings settings) {
        String text = settings.text("CONNECT_URL", "off");
        if (text.equals("off")) {
            return Optional.empty();
        }
        try {
            URI url = new URI(text);
            if (List.of("http", "https").contains(url.getScheme()) && url.getHost() != null) {
                return Optional.of(url);
            }
        } catch (URISyntaxException e) {
            // Said below, in the same words as a wrong scheme.
        }
        settings.problem(PREFIX + "CONNECT_URL: '" + text
                + "' is not possible; write an address such as http://connect:8083, or off");
        return Optional.empty();
    }

    /** The same under another application id. */
    public ResampleSettings as(String otherApplicationId) {
        return new ResampleSettings(
                rules,
                keyFrames,
                otherApplicationId,
                instance,
                stateDirectory,
                threads,
                partitions,
                replication,
                rawRetention,
                http,
                connect,
                sink,
                kafka,
                effective);
    }
}
