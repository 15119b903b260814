package io.market1s.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Reads settings from a map of environment variables and collects everything that is wrong with them, so that a user
 * sees all problems at once. Variables with the service's prefix that nobody asked for are refused: a misspelt setting
 * must not be a silently ignored one. {@code LOG_FORMAT}, which the logging reads itself, is checked for every service.
 * {@code KAFKA_FOO_BAR} passes through to Kafka's clients as {@code foo.bar}.
 *
 * <p>Use: read every setting, then call {@link #check()} before using any. Not thread-safe.
 */
public final class Settings {
    private static final String KAFKA = "KAFKA_";
    private static final String OFF = "off";
    private static final String LOG_FORMAT = "LOG_FORMAT";

    private final Map<String, String> environment;
    private final String prefix;
    private final Set<String> known = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> effective = new TreeMap<>();

    /**
     * Settings of one service.
     *
     * @param prefix with which the names of all its own variables begin, for example {@code INGEST_}
     */
    public Settings(Map<String, String> environment, String prefix) {
        this.environment = Map.copyOf(environment);
        this.prefix = prefix;
        readLogFormat();
    }

    /** A text; an empty variable counts as unset. */
    public String text(String name, String defaultValue) {
        return read(name, defaultValue, Function.identity(), value -> true, "");
    }

    /** A whole number in [min, max]. */
    public int integer(String name, int defaultValue, int min, int max) {
        return read(
                name,
                Integer.toString(defaultValue),
                Integer::parseInt,
                value -> value >= min && value <= max,
                "write a whole number from " + min + " to " + max);
    }

    /** A duration in [min, max], written as {@link Durations} reads it. */
    public Duration duration(String name, Duration defaultValue, Duration min, Duration max) {
        return read(
                name,
                Durations.format(defaultValue),
                Durations::parse,
                value -> value.compareTo(min) >= 0 && value.compareTo(max) <= 0,
                "write a duration from " + Durations.format(min) + " to " + Durations.format(max)
                        + ", for example 500ms, 10s or 6h");
    }

    /** {@code true} or {@code false}. */
    public boolean flag(String name, boolean defaultValue) {
        return read(
                name,
                Boolean.toString(defaultValue),
                text -> {
                    if (!text.equals("true") && !text.equals("false")) {
                        throw new IllegalArgumentException(text);
                    }
                    return text.equals("true");
                },
                value -> true,
                "write true or false");
    }

    /** Where to listen, written as {@link HttpAddress} reads it. */
    public HttpAddress httpAddress(String name, String defaultValue) {
        return read(name, defaultValue, HttpAddress::parse, value -> true, "write a host and a port: " + defaultValue);
    }

    /** Where to listen, or {@code off}: nowhere. */
    public Optional<HttpAddress> httpAddressOrOff(String name, String defaultValue) {
        return read(
                name,
                defaultValue,
                text -> text.equals(OFF) ? Optional.empty() : Optional.of(HttpAddress.parse(text)),
                value -> true,
                "write a host and a port: " + defaultValue + ", or off");
    }

    /** Texts separated by commas, without blanks and empty ones; empty if unset. */
    public List<String> list(String name) {
        return read(
                name,
                "",
                text -> List.of(text.split(",")).stream()
                        .map(String::strip)
                        .filter(item -> !item.isEmpty())
                        .toList(),
                value -> true,
                "");
    }

    /** What passes through to Kafka's clients: {@code KAFKA_BOOTSTRAP_SERVERS} as {@code bootstrap.servers}. */
    public Map<String, String> kafka(String defaultBootstrapServers) {
        Map<String, String> kafka = new TreeMap<>();
        kafka.put("bootstrap.servers", defaultBootstrapServers);
        environment.forEach((name, value) -> {
            if (name.startsWith(KAFKA) && !value.isEmpty()) {
                kafka.put(
                        name.substring(KAFKA.length()).toLowerCase(Locale.ROOT).replace('_', '.'), value);
            }
        });
        kafka.forEach((key, value) -> effective.put(key, Secrets.masked(key, value)));
        return kafka;
    }

    /** Notes a problem that concerns settings together. */
    public void problem(String problem) {
        problems.add(problem);
    }

    /**
     * Ends the reading.
     *
     * @throws InvalidSettingsException if anything was wrong
     */
    public void check() {
        for (String name : new TreeSet<>(environment.keySet())) {
            if (name.startsWith(prefix) && !known.contains(name)) {
                problems.add(name + ": there is no such setting; "
                        + Nearest.to(name.substring(prefix.length()), ownNames())
                                .map(nearest -> "did you mean " + prefix + nearest + "?")
                                .orElseGet(() -> "known are " + String.join(", ", known)));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
    }

    /** What is in effect, defaults included, secrets masked: for one log line at start. */
    public Map<String, String> effective() {
        return Map.copyOf(effective);
    }

    private void readLogFormat() {
        String format = environment.getOrDefault(LOG_FORMAT, "");
        format = format.isEmpty() ? "text" : format;
        effective.put(LOG_FORMAT, format);
        if (!format.equals("text") && !format.equals("json")) {
            problems.add(LOG_FORMAT + ": '" + format + "' is not possible; write text or json");
        }
    }

    private List<String> ownNames() {
        return known.stream().map(name -> name.substring(prefix.length())).toList();
    }

    private <T> T read(
            String name, String defaultValue, Function<String, T> parser, Predicate<T> valid, String remedy) {
        String key = prefix + name;
        known.add(key);
        String text = environment.getOrDefault(key, "");
        if (text.isEmpty()) {
            text = defaultValue;
        }
        effective.put(key, Secrets.masked(key, text));
        try {
            T value = parser.apply(text);
            if (valid.test(value)) {
                return value;
            }
        } catch (IllegalArgumentException e) {
            // Said below, in the same words as a value out of range.
        }
        problems.add(key + ": '" + Secrets.masked(key, text) + "' is not possible; " + remedy);
        return parser.apply(defaultValue);
    }
}
