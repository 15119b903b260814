package io.market1s.resample;

import io.market1s.data.EventTimes;
import io.market1s.resample.stream.ResampleRules;
import io.market1s.settings.HttpAddress;
import io.market1s.settings.InvalidSettingsException;
import io.market1s.settings.KnownSettings;
import io.market1s.settings.Setting;
import io.market1s.settings.Settings;
import io.market1s.settings.SharedSettings;
import io.market1s.settings.TopicLayout;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How the resample service runs.
 *
 * @param rules what rows depend on
 * @param keyFrames within what time the ingest has asked for snapshots of every symbol; a rebuild of a range relies on it
 * @param topics how they are made that do not exist yet
 * @param http where metrics and health are served; empty for nowhere
 * @param connect Kafka Connect's REST interface, to watch the sink; empty for not
 * @param sink the sink connector's name
 * @param kafka what passes through to all Kafka clients
 * @param effective everything in effect, for the log, without secrets
 */
public record ResampleSettings(
        ResampleRules rules,
        Duration keyFrames,
        Application application,
        TopicLayout topics,
        Optional<HttpAddress> http,
        Optional<URI> connect,
        String sink,
        Map<String, String> kafka,
        Map<String, String> effective) {

    /** All that there are. */
    public static final KnownSettings KNOWN =
            new KnownSettings("RESAMPLE_").withLogFormat().withKafka();

    private static final Setting<Duration> GRACE = KNOWN.add(Setting.duration(
            "GRACE",
            "500ms",
            "10ms",
            "1m",
            "how long after its end a second stays open; longer means later rows and fewer corrections"));
    private static final Setting<Duration> HORIZON = KNOWN.add(SharedSettings.horizon(EventTimes.DEFAULT_HORIZON));
    private static final Setting<Duration> KEEP_ALIVE = KNOWN.add(Setting.duration(
            "KEEP_ALIVE", "6h", "2s", "30d", "for how long after its last covered second a symbol gets rows"));
    private static final Setting<Duration> KEY_FRAMES = KNOWN.add(Setting.duration(
            "KEY_FRAMES",
            "11m",
            "1s",
            "1d",
            "how far before a range a rebuild reads, beside the horizon: two of the ingest's key-frame intervals and a"
                    + " little"));
    private static final Setting<String> APPLICATION_ID = KNOWN.add(
            Setting.text("APPLICATION_ID", "market-1s-resample", "names the consumer group and the internal topics"));
    private static final Setting<String> INSTANCE = KNOWN.add(
            Setting.text("INSTANCE", "resample-0", "name of this process among its kind; each needs its own"));
    private static final Setting<String> STATE_DIR =
            KNOWN.add(Setting.text("STATE_DIR", "state", "folder in which the state is kept between starts"));
    private static final Setting<Integer> THREADS = KNOWN.add(Setting.integer("THREADS", 1, 1, 64, "stream threads"));
    private static final TopicLayout.Known TOPICS = TopicLayout.Known.in(KNOWN);
    private static final Setting<Optional<HttpAddress>> HTTP = KNOWN.add(SharedSettings.httpAddress(9102));
    private static final Setting<Optional<URI>> CONNECT_URL = KNOWN.add(Setting.url(
                    "CONNECT_URL",
                    "http://connect:8083",
                    Set.of("http", "https"),
                    "Kafka Connect's REST interface, to show the sink's tasks, lag and dead letters among the metrics;"
                            + " off for not")
            .orOff("off", List.of()));
    private static final Setting<String> SINK =
            KNOWN.add(Setting.text("SINK", "market-1s-sink", "the sink connector's name"));

    /**
     * One process of a Kafka Streams application.
     *
     * @param id names the consumer group, the internal topics and the transactions
     * @param instance this process among those of the application; it keeps its partitions over a restart
     * @param stateDirectory where the state is kept between starts
     * @param threads stream threads
     */
    public record Application(String id, String instance, Path stateDirectory, int threads) {}

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
        Settings settings = KNOWN.read(environment);
        Duration keepAlive = settings.get(KEEP_ALIVE);
        if (keepAlive.toMillis() % 1000 != 0) {
            settings.problem(KEEP_ALIVE.name() + ": must be whole seconds");
        }
        ResampleRules rules = new ResampleRules(settings.get(GRACE), settings.get(HORIZON), keepAlive);
        ResampleSettings read = new ResampleSettings(
                rules,
                settings.get(KEY_FRAMES),
                new Application(
                        settings.get(APPLICATION_ID),
                        settings.get(INSTANCE),
                        Path.of(settings.get(STATE_DIR)),
                        settings.get(THREADS)),
                TOPICS.read(settings),
                settings.get(HTTP),
                settings.get(CONNECT_URL),
                settings.get(SINK),
                settings.kafka(),
                settings.effective());
        settings.check();
        return read;
    }

    /** The same under another application id. */
    public ResampleSettings as(String otherId) {
        Application other =
                new Application(otherId, application.instance, application.stateDirectory, application.threads);
        return new ResampleSettings(rules, keyFrames, other, topics, http, connect, sink, kafka, effective);
    }
}
