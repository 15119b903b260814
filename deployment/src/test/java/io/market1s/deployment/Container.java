package io.market1s.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.connect.SinkConfig;
import io.market1s.connect.setup.SchemaSettings;
import io.market1s.connect.setup.SinkSettings;
import io.market1s.connect.setup.TopicsSettings;
import io.market1s.connect.worker.WorkerSettings;
import io.market1s.dashboard.DashboardSettings;
import io.market1s.ingest.IngestSettings;
import io.market1s.resample.ResampleSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A container of ours as a deployment describes it.
 *
 * @param image without registry and tag: {@code ingest}
 * @param environment with every value that is known here; a secret's is any text
 */
record Container(String name, String image, List<String> arguments, Map<String, String> environment) {
    private static final Set<String> VERIFY = Set.of("VERIFY_JDBC_URL", "VERIFY_USER", "VERIFY_PASSWORD");

    private static final Set<String> SINK = Set.of(SinkConfig.JDBC_URL, SinkConfig.USER, SinkConfig.PASSWORD);

    Container {
        environment = Map.copyOf(environment);
    }

    /** Every variable is one that the service knows, with a value that it takes: told by the service's own settings. */
    void requireKnownEnvironment() {
        switch (image) {
            case "ingest" -> {
                requireNames("INGEST_", Set.of());
                IngestSettings.from(environment);
            }
            case "resample" -> {
                requireNames("RESAMPLE_", VERIFY);
                ResampleSettings.from(environment);
            }
            case "dashboard" -> {
                requireNames("DASHBOARD_", Set.of());
                DashboardSettings.from(environment);
            }
            case "connect" -> {
                requireNames("CONNECT_", SINK);
                assertThat(environment.keySet()).as(name).containsAll(SINK);
                WorkerSettings.from(environment);
            }
            case "setup" -> requireSetup(arguments.get(0));
            case "simulator" -> requireNames("SYMBOLS", Set.of());
            default -> throw new AssertionError("there is no image " + image);
        }
    }

    /** The partitions that it is told; null if it needs none. */
    @org.jspecify.annotations.Nullable
    String partitions() {
        return environment.entrySet().stream()
                .filter(variable -> variable.getKey().endsWith("_PARTITIONS"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private void requireSetup(String command) {
        switch (command) {
            case "topics" -> {
                requireNames("TOPICS_", Set.of());
                TopicsSettings.from(environment);
            }
            case "migrate" -> {
                requireNames("SCHEMA_", Set.of());
                SchemaSettings.from(environment);
            }
            case "sink" -> {
                requireNames("SINK_", Set.of());
                SinkSettings.from(environment);
            }
            default -> throw new AssertionError("there is no command " + command);
        }
    }

    private void requireNames(String prefix, Set<String> others) {
        Map<String, String> unknown = new TreeMap<>(new HashMap<>(environment));
        unknown.keySet()
                .removeIf(name -> name.startsWith(prefix) || name.startsWith("KAFKA_") || others.contains(name));
        assertThat(unknown).as(name).isEmpty();
    }
}
