package io.market1s.ingest;

import io.market1s.data.EventTimes;
import io.market1s.data.Symbols;
import io.market1s.ingest.exchange.Subscription;
import io.market1s.ingest.exchange.SymbolSelection;
import io.market1s.ingest.kafka.ProducerSettings;
import io.market1s.settings.Durations;
import io.market1s.settings.HttpAddress;
import io.market1s.settings.InvalidSettingsException;
import io.market1s.settings.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How an ingest is to run; {@link IngestMain} documents the variables.
 *
 * @param replica first part of every feed's name; unique among the replicas
 * @param pilot a busy market, with an optional book suffix; null for none
 * @param reconnectMin shortest wait before a reconnect
 * @param reconnectMax longest wait before a reconnect
 * @param firstFrames within which every code should have brought a frame
 * @param keyFrames between requests for snapshots of all codes; zero for none
 * @param marketList between looks at the exchange's list of markets; zero for none after the start
 * @param backfill missed trades that are older are not fetched; zero for no back-fill
 * @param witness between requests for the tickers of all markets over REST; zero for none
 * @param bufferMib memory for received frames that wait for Kafka's producer, in MiB, all connections together
 * @param partitions of each topic, when it is created
 * @param replication of each topic, when it is created; -1 is the broker's default
 * @param http where metrics and health are served; empty for nowhere
 * @param kafka settings of Kafka's clients, {@code bootstrap.servers} included
 * @param effective what is in effect, by variable, secrets masked
 */
public record IngestSettings(
        SymbolSelection symbols,
        String webSocketUrl,
        String restUrl,
        String replica,
        @Nullable String pilot,
        Duration horizon,
        int symbolsPerConnection,
        Duration pingInterval,
        Duration reconnectMin,
        Duration reconnectMax,
        Duration firstFrames,
        Duration statusInterval,
        Duration keyFrames,
        Duration marketList,
        Duration backfill,
        Duration witness,
        int bufferMib,
        int partitions,
        short replication,
        Duration rawRetention,
        Optional<HttpAddress> http,
        Map<String, String> kafka,
        Map<String, String> effective) {

    private static final Duration MOST_OFTEN = Duration.ofSeconds(1);
    private static final Pattern REPLICA = Pattern.compile("[A-Za-z0-9._-]{1,40}");
    private static final Pattern PILOT_SUFFIX = Pattern.compile("(\\.(1|5|15|30))?");

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
        Settings settings = new Settings(environment, "INGEST_");
        SymbolSelection symbols = symbols(settings);
        Duration horizon =
                settings.duration("HORIZON", EventTimes.DEFAULT_HORIZON, Duration.ofSeconds(10), Duration.ofHours(6));
        IngestSettings read = new IngestSettings(
                symbols,
                url(settings, "WS_URL", "wss://api.upbit.com/websocket/v1", Set.of("ws", "wss")),
                url(settings, "REST_URL", "https://api.upbit.com", Set.of("http", "https")),
                replica(settings),
                pilot(settings, environment),
                horizon,
                settings.integer("SYMBOLS_PER_CONNECTION", 300, 1, 1000),
                settings.duration(
                        "PING_INTERVAL", Duration.ofSeconds(10), Duration.ofMillis(100), Duration.ofSeconds(20)),
                settings.duration(
                        "RECONNECT_MIN", Duration.ofMillis(500), Duration.ofMillis(200), Duration.ofMinutes(1)),
                settings.duration(
                        "RECONNECT_MAX", Duration.ofSeconds(30), Duration.ofMillis(200), Duration.ofMinutes(10)),
                settings.duration(
                        "FIRST_FRAMES", Duration.ofSeconds(10), Duration.ofMillis(100), Duration.ofMinutes(10)),
                settings.duration(
                        "STATUS_INTERVAL", Duration.ofSeconds(10), Duration.ofMillis(100), Duration.ofHours(1)),
                durationOrOff(settings, environment, "KEY_FRAMES", Duration.ofMinutes(5), Duration.ofDays(1)),
                durationOrOff(settings, environment, "MARKET_LIST", Duration.ofMinutes(5), Duration.ofDays(1)),
                durationOrOff(settings, environment, "BACKFILL", horizon, Duration.ofDays(7)),
                durationOrOff(settings, environment, "WITNESS", Duration.ofMinutes(1), Duration.ofHours(1)),
                settings.integer("BUFFER_MIB", 32, 1, 4096),
                settings.integer("PARTITIONS", 4, 1, 1000),
                (short) settings.integer("REPLICATION", -1, -1, 10),
                settings.duration("RAW_RETENTION", Duration.ofDays(7), Duration.ofHours(1), Duration.ofDays(3650)),
                settings.httpAddressOrOff("HTTP_ADDRESS", "127.0.0.1:9101"),
                ProducerSettings.checked(settings, settings.kafka("localhost:9092")),
                settings.effective());
        if (read.reconnectMin.compareTo(read.reconnectMax) > 0) {
            settings.problem("INGEST_RECONNECT_MIN: must not be longer than INGEST_RECONNECT_MAX");
        }
        checkNotTooOften(settings, "KEY_FRAMES", read.keyFrames);
        checkNotTooOften(settings, "MARKET_LIST", read.marketList);
        checkNotTooOften(settings, "WITNESS", read.witness);
        if (read.replication == 0) {
            settings.problem("INGEST_REPLICATION: '0' is not possible; write -1 or a number from 1");
        }
        settings.check();
        return read;
    }

    private static void checkNotTooOften(Settings settings, String name, Duration interval) {
        if (!interval.isZero() && interval.compareTo(MOST_OFTEN) < 0) {
            settings.problem("INGEST_" + name + ": must be " + Durations.format(MOST_OFTEN) + " or longer, or off");
        }
    }

    private static Duration durationOrOff(
            Settings settings, Map<String, String> environment, String name, Duration defaultValue, Duration max) {
        if ("off".equals(environment.get("INGEST_" + name))) {
            settings.text(name, "off");
            return Duration.ZERO;
        }
        return settings.duration(name, defaultValue, Duration.ZERO, max);
    }

    private static SymbolSelection symbols(Settings settings) {
        List<String> items = settings.list("SYMBOLS");
        try {
            return SymbolSelection.parse(items);
        } catch (IllegalArgumentException e) {
            settings.problem("INGEST_SYMBOLS: " + e.getMessage());
            return new SymbolSelection(List.of(), List.of(), false);
        }
    }

    private static String url(Settings settings, String name, String defaultUrl, Set<String> schemes) {
        String text = settings.text(name, defaultUrl);
        try {
            URI uri = new URI(text);
            if (uri.getScheme() != null && schemes.contains(uri.getScheme()) && uri.getHost() != null) {
                return text;
            }
        } catch (URISyntaxException e) {
            // Said below, in the same words as a wrong scheme.
        }
        settings.problem("INGEST_" + name + ": '" + text + "' is not possible; write an address such as " + defaultUrl);
        return defaultUrl;
    }

    private static String replica(Settings settings) {
        String replica = settings.text("REPLICA", "ingest-0");
        if (!REPLICA.matcher(replica).matches()) {
            settings.problem("INGEST_REPLICA: '" + replica
                    + "' is not possible; write up to 40 letters, digits, dots, hyphens or underscores");
        }
        return replica;
    }

    private static @Nullable String pilot(Settings settings, Map<String, String> environment) {
        String pilot = settings.text("PILOT", "KRW-BTC.1");
        if (pilot.equals("none") || "".equals(environment.get("INGEST_PILOT"))) {
            return null;
        }
        String market = Subscription.market(pilot);
        if (!Symbols.isValid(market)
                || !PILOT_SUFFIX.matcher(pilot.substring(market.length())).matches()) {
            settings.problem("INGEST_PILOT: '" + pilot + "' is not possible; write a code such as KRW-BTC.1, or none");
        }
        return pilot;
    }

    /** What is in effect; secrets are masked. */
    @Override
    public String toString() {
        return effective.toString();
    }
}
