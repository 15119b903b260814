package io.market1s.ingest;

import io.market1s.data.EventTimes;
import io.market1s.data.Symbols;
import io.market1s.ingest.exchange.Subscription;
import io.market1s.ingest.exchange.SymbolSelection;
import io.market1s.ingest.kafka.ProducerSettings;
import io.market1s.settings.Durations;
import io.market1s.settings.HttpAddress;
import io.market1s.settings.InvalidSettingsException;
import io.market1s.settings.KnownSettings;
import io.market1s.settings.Setting;
import io.market1s.settings.Settings;
import io.market1s.settings.SharedSettings;
import io.market1s.settings.TopicLayout;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How an ingest is to run.
 *
 * @param replica first part of every feed's name; unique among the replicas
 * @param bufferMib memory for received frames that wait for Kafka's producer, in MiB, all connections together
 * @param topics how they are made that do not exist yet
 * @param http where metrics and health are served; empty for nowhere
 * @param kafka settings of Kafka's clients, {@code bootstrap.servers} included
 * @param effective what is in effect, by variable, secrets masked
 */
public record IngestSettings(
        ExchangeSettings exchange,
        ConnectionSettings connections,
        HistorySettings history,
        String replica,
        int bufferMib,
        Duration statusInterval,
        TopicLayout topics,
        Optional<HttpAddress> http,
        Map<String, String> kafka,
        Map<String, String> effective) {

    /** All that there are. */
    public static final KnownSettings KNOWN =
            new KnownSettings("INGEST_").withLogFormat().withKafka();

    private static final Setting<SymbolSelection> SYMBOLS = KNOWN.add(Setting.of(
                    "SYMBOLS",
                    "KRW-BTC,KRW-ETH",
                    "",
                    "markets, separated by commas: codes (KRW-BTC), quote currencies (KRW), or ALL",
                    IngestSettings::symbols)
            .mandatory());
    private static final Setting<URI> WS_URL = KNOWN.add(
            Setting.url("WS_URL", "wss://api.upbit.com/websocket/v1", Set.of("ws", "wss"), "the exchange's WebSocket"));
    private static final Setting<URI> REST_URL = KNOWN.add(
            Setting.url("REST_URL", "https://api.upbit.com", Set.of("http", "https"), "the exchange's REST interface"));
    private static final Setting<String> REPLICA = KNOWN.add(Setting.of(
            "REPLICA",
            "ingest-0",
            "up to 40 letters, digits, dots, hyphens or underscores",
            "name of this process among its kind; each needs its own",
            matching(Pattern.compile("[A-Za-z0-9._-]{1,40}"))));
    private static final Setting<Optional<String>> PILOT = KNOWN.add(Setting.of(
                    "PILOT",
                    "KRW-BTC.1",
                    "a code such as KRW-BTC.1",
                    "a busy market whose messages show that a connection lives; off for none",
                    IngestSettings::pilot)
            .orOff("KRW-BTC.1", List.of("none")));
    private static final Setting<Duration> HORIZON = KNOWN.add(SharedSettings.horizon(EventTimes.DEFAULT_HORIZON));
    private static final Setting<Integer> SYMBOLS_PER_CONNECTION =
            KNOWN.add(Setting.integer("SYMBOLS_PER_CONNECTION", 300, 1, 1000, "how many markets share a connection"));
    private static final Setting<Duration> PING_INTERVAL = KNOWN.add(Setting.duration(
            "PING_INTERVAL",
            "10s",
            "100ms",
            "20s",
            "time between pings; a connection is dead after three of them without any message"));
    private static final Setting<Duration> RECONNECT_MIN =
            KNOWN.add(Setting.duration("RECONNECT_MIN", "500ms", "200ms", "1m", "shortest wait before a reconnect"));
    private static final Setting<Duration> RECONNECT_MAX =
            KNOWN.add(Setting.duration("RECONNECT_MAX", "30s", "200ms", "10m", "longest wait before a reconnect"));
    private static final Setting<Duration> FIRST_FRAMES = KNOWN.add(Setting.duration(
            "FIRST_FRAMES",
            "10s",
            "100ms",
            "10m",
            "a market that is silent for so long after it was subscribed to is reported"));
    private static final Setting<Duration> STATUS_INTERVAL = KNOWN.add(
            Setting.duration("STATUS_INTERVAL", "10s", "100ms", "1h", "time between status lines in the log"));
    private static final Setting<Optional<Duration>> KEY_FRAMES = KNOWN.add(offAtZero(Setting.duration(
            "KEY_FRAMES",
            "5m",
            "1s",
            "1d",
            "how often snapshots of all markets are put into the raw topics, so that a range can be rebuilt; off for"
                    + " never")));
    private static final Setting<Optional<Duration>> MARKET_LIST = KNOWN.add(offAtZero(Setting.duration(
            "MARKET_LIST",
            "5m",
            "1s",
            "1d",
            "how often the exchange's list of markets is read again, for new and delisted ones; off for at the start"
                    + " only")));
    private static final Setting<Optional<Duration>> WITNESS = KNOWN.add(offAtZero(Setting.duration(
            "WITNESS",
            "1m",
            "1s",
            "1h",
            "how often REST is asked for the newest trade of every market, to notice a market that has fallen silent; off"
                    + " for never")));
    private static final Setting<Optional<Duration>> BACKFILL = KNOWN.add(offAtZero(Setting.duration(
            "BACKFILL",
            "the horizon",
            "1s",
            "7d",
            "missed trades that are older are not fetched over REST; off for no back-fill")));
    private static final Setting<Integer> BUFFER_MIB = KNOWN.add(Setting.integer(
            "BUFFER_MIB",
            32,
            1,
            4096,
            "memory for frames that wait for Kafka's producer; a connection that fills it is dropped"));
    private static final TopicLayout.Known TOPICS = TopicLayout.Known.in(KNOWN);
    private static final Setting<Optional<HttpAddress>> HTTP = KNOWN.add(SharedSettings.httpAddress(9101));

    private static final Pattern PILOT_SUFFIX = Pattern.compile("(\\.(1|5|15|30))?");

    /**
     * What is asked of whom.
     *
     * @param marketList between looks at the list of markets; zero for none after the start
     * @param witness between requests for the tickers of all markets; zero for none
     */
    public record ExchangeSettings(
            SymbolSelection symbols, String webSocketUrl, String restUrl, Duration marketList, Duration witness) {}

    /**
     * When a connection is good, and what happens to one that is not.
     *
     * @param symbols how many share one
     * @param pilot a busy market, with an optional book suffix; null for none
     * @param reconnectMin shortest wait before a reconnect
     * @param reconnectMax longest wait before a reconnect
     * @param firstFrames within which every code should have brought a frame
     */
    public record ConnectionSettings(
            int symbols,
            @Nullable String pilot,
            Duration pingInterval,
            Duration reconnectMin,
            Duration reconnectMax,
            Duration firstFrames) {}

    /**
     * How far back the raw topics can be completed and read.
     *
     * @param horizon an event that is received later changes no past second
     * @param keyFrames between requests for snapshots of all codes; zero for none
     * @param backfill missed trades that are older are not fetched; zero for no back-fill
     */
    public record HistorySettings(Duration horizon, Duration keyFrames, Duration backfill) {}

    /** Copies the maps; the effective settings sorted. */
    public IngestSettings {
        kafka = Map.copyOf(kafka);
        effective = Collections.unmodifiableSortedMap(new TreeMap<>(effective));
    }

    /**
     * Reads the settings from environment variables.
     *
     * @throws InvalidSettingsException that names everything that is wrong
     */
    public static IngestSettings from(Map<String, String> environment) {
        Settings settings = KNOWN.read(environment);
        Duration horizon = settings.get(HORIZON);
        // Empty is unset everywhere else; here it has always been none.
        boolean noPilot = "".equals(environment.get(PILOT.name()));
        ConnectionSettings connections = new ConnectionSettings(
                settings.get(SYMBOLS_PER_CONNECTION),
                settings.get(PILOT, noPilot ? "off" : PILOT.fallback()).orElse(null),
                settings.get(PING_INTERVAL),
                settings.get(RECONNECT_MIN),
                settings.get(RECONNECT_MAX),
                settings.get(FIRST_FRAMES));
        if (connections.reconnectMin.compareTo(connections.reconnectMax) > 0) {
            settings.problem("INGEST_RECONNECT_MIN: must not be longer than INGEST_RECONNECT_MAX");
        }
        IngestSettings read = new IngestSettings(
                new ExchangeSettings(
                        settings.get(SYMBOLS),
                        settings.get(WS_URL).toString(),
                        settings.get(REST_URL).toString(),
                        orZero(settings, MARKET_LIST),
                        orZero(settings, WITNESS)),
                connections,
                new HistorySettings(
                        horizon,
                        orZero(settings, KEY_FRAMES),
                        settings.get(BACKFILL, Durations.format(horizon)).orElse(Duration.ZERO)),
                settings.get(REPLICA),
                settings.get(BUFFER_MIB),
                settings.get(STATUS_INTERVAL),
                TOPICS.read(settings),
                settings.get(HTTP),
                ProducerSettings.checked(settings, settings.kafka()),
                settings.effective());
        settings.check();
        return read;
    }

    private static Setting<Optional<Duration>> offAtZero(Setting<Duration> interval) {
        return interval.orOff(interval.fallback(), List.of("0ms", "0s", "0m", "0h", "0d"));
    }

    private static Duration orZero(Settings settings, Setting<Optional<Duration>> interval) {
        return settings.get(interval).orElse(Duration.ZERO);
    }

    private static SymbolSelection symbols(String text) {
        return SymbolSelection.parse(Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList());
    }

    private static Function<String, String> matching(Pattern form) {
        return text -> {
            if (!form.matcher(text).matches()) {
                throw new IllegalArgumentException(text);
            }
            return text;
        };
    }

    private static String pilot(String code) {
        String market = Subscription.market(code);
        if (!Symbols.isValid(market)
                || !PILOT_SUFFIX.matcher(code.substring(market.length())).matches()) {
            throw new IllegalArgumentException(code);
        }
        return code;
    }

    /** What is in effect; secrets are masked. */
    @Override
    public String toString() {
        return effective.toString();
    }
}
