package io.market1s.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads settings from a map of environment variables and collects everything that is wrong with them, so that a user
 * sees all problems at once. Variables with the service's prefix that are none of {@link KnownSettings} are refused: a
 * misspelt setting must not be a silently ignored one. {@code LOG_FORMAT}, which the logging reads itself, is checked for every service.
 * {@code KAFKA_FOO_BAR} passes through to Kafka's clients as {@code foo.bar}.
 *
 * <p>Use: read every setting, then call {@link #check()} before using any. Not thread-safe.
 */
public final class Settings {
    static final String KAFKA = "KAFKA_";

    static final Setting<String> LOG_FORMAT =
            Setting.of("LOG_FORMAT", "text", "text or json", "text for people, json for one object a line", text -> {
                if (!text.equals("text") && !text.equals("json")) {
                    throw new IllegalArgumentException(text);
                }
                return text;
            });

    private final Map<String, String> environment;
    private final String prefix;
    private final List<String> known;
    private final String kafkaAddress;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> effective = new TreeMap<>();

    Settings(Map<String, String> environment, String prefix, List<String> known, String kafkaAddress) {
        this.environment = Map.copyOf(environment);
        this.prefix = prefix;
        this.known = known.stream().sorted().toList();
        this.kafkaAddress = kafkaAddress;
        get(LOG_FORMAT);
    }

    /** The setting's value; of a bad one a problem is noted. */
    public <T> T get(Setting<T> setting) {
        return get(setting, setting.fallback());
    }

    /** The same, with a default that follows from other settings. */
    public <T> T get(Setting<T> setting, String fallback) {
        String key = setting.name();
        String text = environment.getOrDefault(key, "");
        if (text.isEmpty()) {
            if (setting.required()) {
                problems.add(key + ": must be set" + (fallback.isEmpty() ? "" : ", for example " + fallback));
            }
            text = fallback;
        }
        effective.put(key, Secrets.masked(key, text));
        try {
            return setting.parser().apply(text);
        } catch (IllegalArgumentException e) {
            problems.add(key + ": "
                    + (setting.form().isEmpty()
                            ? e.getMessage()
                            : "'" + Secrets.masked(key, text) + "' is not possible; write " + setting.form()));
            return setting.parser().apply(fallback);
        }
    }

    /** What passes through to Kafka's clients: {@code KAFKA_BOOTSTRAP_SERVERS} as {@code bootstrap.servers}. */
    public Map<String, String> kafka() {
        Map<String, String> kafka = new TreeMap<>();
        kafka.put("bootstrap.servers", kafkaAddress);
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

    private List<String> ownNames() {
        return known.stream().map(name -> name.substring(prefix.length())).toList();
    }
}
