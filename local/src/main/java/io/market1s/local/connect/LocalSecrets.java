package io.market1s.local.connect;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.provider.ConfigProvider;

/**
 * Resolves {@code ${env:NAME}} in the connector's configuration where the environment cannot be set: in one JVM with
 * everything else. The worker's own configuration names the values as {@code config.providers.env.param.NAME}.
 */
public final class LocalSecrets implements ConfigProvider {
    private Map<String, String> values = Map.of();

    @Override
    public void configure(Map<String, ?> configs) {
        Map<String, String> read = new TreeMap<>();
        configs.forEach((name, value) -> read.put(name, String.valueOf(value)));
        values = Map.copyOf(read);
    }

    @Override
    public ConfigData get(String path) {
        return new ConfigData(values);
    }

    @Override
    public ConfigData get(String path, Set<String> keys) {
        Map<String, String> found = new HashMap<>(values);
        found.keySet().retainAll(keys);
        return new ConfigData(found);
    }

    @Override
    public void close() {
        // Holds nothing open.
    }
}
