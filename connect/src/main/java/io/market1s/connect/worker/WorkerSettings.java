package io.market1s.connect.worker;

import io.market1s.settings.InvalidSettingsException;
import io.market1s.settings.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.connect.storage.StringConverter;

/** A worker's configuration, in Kafka Connect's own names. */
public final class WorkerSettings {
    /** A worker has clients of its own and, under these prefixes, those of its connectors. */
    private static final List<String> CLIENTS = List.of("", "consumer.", "producer.", "admin.");

    private WorkerSettings() {}

    /**
     * Reads the settings from environment variables; {@link WorkerMain} documents them.
     *
     * @throws InvalidSettingsException that names everything that is wrong
     */
    public static Map<String, String> from(Map<String, String> environment) {
        Settings settings = new Settings(environment, "CONNECT_");
        String group = settings.text("GROUP", "market-1s-connect");
        String replication = Integer.toString(settings.integer("REPLICATION", -1, -1, 10));
        Map<String, String> worker = new HashMap<>(Map.of(
                "group.id",
                group,
                "listeners",
                settings.text("LISTENER", "http://127.0.0.1:8083"),
                "plugin.path",
                settings.text("PLUGIN_PATH", "/opt/kafka/plugins"),
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
        settings.kafka("127.0.0.1:9092")
                .forEach((key, value) -> CLIENTS.forEach(client -> worker.put(client + key, value)));
        settings.check();
        return worker;
    }
}
