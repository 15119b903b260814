package io.market1s.connect.worker;

import io.market1s.settings.InvalidSettingsException;
import io.market1s.settings.KnownSettings;
import io.market1s.settings.Setting;
import io.market1s.settings.Settings;
import io.market1s.settings.SharedSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.connect.storage.StringConverter;

/** A worker's configuration, in Kafka Connect's own names. */
public final class WorkerSettings {
    /** A worker has clients of its own and, under these prefixes, those of its connectors. */
    private static final List<String> CLIENTS = List.of("", "consumer.", "producer.", "admin.");

    /** All that there are. */
    public static final KnownSettings KNOWN = new KnownSettings("CONNECT_").withKafka();

    private static final Setting<String> GROUP = KNOWN.add(
            Setting.text("GROUP", "market-1s-connect", "names the workers that share the work, and their topics"));
    private static final Setting<String> LISTENER =
            KNOWN.add(Setting.text("LISTENER", "http://127.0.0.1:8083", "where the REST interface is"));
    private static final Setting<String> PLUGIN_PATH = KNOWN.add(
            Setting.text("PLUGIN_PATH", "/opt/kafka/plugins", "folder with one folder for each connector plugin"));
    private static final Setting<Short> REPLICATION = KNOWN.add(SharedSettings.replication());

    private WorkerSettings() {}

    /**
     * Reads the settings from environment variables.
     *
     * @throws InvalidSettingsException that names everything that is wrong
     */
    public static Map<String, String> from(Map<String, String> environment) {
        Settings settings = KNOWN.read(environment);
        String group = settings.get(GROUP);
        String replication = Short.toString(settings.get(REPLICATION));
        Map<String, String> worker = new HashMap<>(Map.of(
                "group.id",
                group,
                "listeners",
                settings.get(LISTENER),
                "plugin.path",
                settings.get(PLUGIN_PATH),
                "plugin.discovery",
                "service_load",
                "key.converter",
                StringConverter.class.getName(),
                "value.converter",
                "org.apache.kafka.connect.json.JsonConverter",
                // How far the sink is, is what a verification waits for.
                "offset.flush.interval.ms",
                "1000"));
        for (String kept : List.of("config", "offset", "status")) {
            worker.put(kept + ".storage.topic", group + "-" + kept + (kept.equals("status") ? "" : "s"));
            worker.put(kept + ".storage.replication.factor", replication);
        }
        // A sink's offsets are its consumer group's: these hold next to nothing.
        worker.put("offset.storage.partitions", "1");
        worker.put("status.storage.partitions", "1");
        // Secrets stay in the environment; the REST interface shows only their names.
        worker.put("config.providers", "env");
        worker.put("config.providers.env.class", EnvVarConfigProvider.class.getName());
        settings.kafka().forEach((key, value) -> CLIENTS.forEach(client -> worker.put(client + key, value)));
        settings.check();
        return worker;
    }
}
