package io.market1s.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All settings of one process. Each is added once, in the order in which users read them; {@link #read} reads them,
 * {@link #all} tells them to {@code --help} and to the documents. Filled by the class that owns it while that class is
 * loaded, and only read afterwards.
 */
public final class KnownSettings {
    private static final Setting<String> KAFKA_ADDRESS =
            Setting.text(Settings.KAFKA + "BOOTSTRAP_SERVERS", "127.0.0.1:9092", "Kafka's brokers");

    private static final Setting<String> KAFKA_OTHER = Setting.text(
            Settings.KAFKA + "FOO_BAR",
            "",
            "any other setting of Kafka's clients, passed on as foo.bar: KAFKA_BUFFER_MEMORY as buffer.memory");

    private final String prefix;
    private final List<Setting<?>> own = new ArrayList<>();
    private final List<Setting<?>> shared = new ArrayList<>();

    /**
     * None yet.
     *
     * @param prefix with which the names of the process's own variables begin, for example {@code INGEST_}
     */
    public KnownSettings(String prefix) {
        this.prefix = prefix;
    }

    /**
     * Adds a setting of the process's own.
     *
     * @param setting whose name lacks the prefix
     * @return it, with its full name
     */
    public <T> Setting<T> add(Setting<T> setting) {
        Setting<T> named = setting.named(prefix + setting.name());
        own.add(named);
        return named;
    }

    /** The process logs by our own configuration, which looks at {@code LOG_FORMAT}. */
    public KnownSettings withLogFormat() {
        shared.add(Settings.LOG_FORMAT);
        return this;
    }

    /** The process uses Kafka's clients. */
    public KnownSettings withKafka() {
        shared.addAll(List.of(KAFKA_ADDRESS, KAFKA_OTHER));
        return this;
    }

    /** Every setting, the shared ones at the end. */
    public List<Setting<?>> all() {
        List<Setting<?>> all = new ArrayList<>(own);
        all.addAll(shared);
        return all;
    }

    /** Begins to read. */
    public Settings read(Map<String, String> environment) {
        return new Settings(environment, prefix, own.stream().map(Setting::name).toList(), KAFKA_ADDRESS.fallback());
    }
}
