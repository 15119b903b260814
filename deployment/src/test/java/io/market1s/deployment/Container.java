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
import io.market1s.resample.VerifySettings;
import io.market1s.settings.KnownSettings;
import io.market1s.settings.Setting;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A container of ours as a deployment describes it.
 *
 * @param image without registry and tag: {@code ingest}
 * @param environment with every value that is known here; a secret's is any text
 */
record Container(String name, String image, List<String> arguments, Map<String, String> environment) {
    private static final Set<String> SINK = Set.of(SinkConfig.JDBC_URL, SinkConfig.USER, SinkConfig.PASSWORD);

    Container {
        environment = Map.copyOf(environment);
    }

    /** Every variable is one that the service knows, with a value that it takes: told by the service's own settings. */
    void requireKnownEnvironment() {
        switch (image) {
            case "ingest" -> require(IngestSettings.KNOWN, IngestSettings::from, Set.of());
            case "resample" -> {
                require(ResampleSettings.KNOWN, ResampleSettings::from, names(VerifySettings.KNOWN));
                VerifySettings.from(environment);
            }
            case "dashboard" -> require(DashboardSettings.KNOWN, DashboardSettings::from, Set.of());
            case "connect" -> {
                assertThat(environment.keySet()).as(name).containsAll(SINK);
                require(WorkerSettings.KNOWN, WorkerSettings::from, SINK);
            }
            case "setup" -> requireSetup(arguments.get(0));
            case "simulator" -> assertThat(environment.keySet()).as(name).allMatch("SYMBOLS"::equals);
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
            case "topics" -> require(TopicsSettings.KNOWN, TopicsSettings::from, Set.of());
            case "migrate" -> require(SchemaSettings.KNOWN, SchemaSettings::from, Set.of());
            case "sink" -> require(SinkSettings.KNOWN, SinkSettings::from, Set.of());
            default -> throw new AssertionError("there is no command " + command);
        }
    }

    private void require(KnownSettings known, Consumer<Map<String, String>> reading, Set<String> others) {
        Set<String> names = names(known);
        assertThat(environment.keySet())
                .as(name)
                .allMatch(key -> names.contains(key) || others.contains(key) || key.startsWith("KAFKA_"));
        reading.accept(environment);
    }

    private static Set<String> names(KnownSettings known) {
        return known.all().stream().map(Setting::name).collect(Collectors.toSet());
    }
}
