package io.market1s.local.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What is in {@code monitoring/}. */
public final class MonitoringFiles {
    private static final Path FOLDER = Path.of("..", "monitoring");

    /** Metrics of Prometheus itself and of the exporters that the rules for disks name. */
    private static final Set<String> OF_OTHERS = Set.of(
            "up",
            "kubelet_volume_stats_available_bytes",
            "kubelet_volume_stats_capacity_bytes",
            "node_filesystem_avail_bytes",
            "node_filesystem_size_bytes");

    /** What whoever scrapes adds to every sample. */
    private static final Set<String> LABELS_OF_THE_SCRAPE = Set.of("job", "instance");

    /** One alert of a rule file. */
    record Alert(String name, String expression, JsonNode rule) {}

    private MonitoringFiles() {}

    static List<Path> rules() {
        return files("rules", ".yml");
    }

    static List<Path> dashboards() {
        return files("grafana/dashboards", ".json");
    }

    static List<Alert> alerts() {
        List<Alert> alerts = new ArrayList<>();
        for (Path file : rules()) {
            for (JsonNode group : read(new YAMLMapper(), file).path("groups")) {
                group.path("rules")
                        .forEach(rule -> alerts.add(new Alert(
                                rule.path("alert").asText(), rule.path("expr").asText(), rule)));
            }
        }
        return alerts;
    }

    /** All panels that show data. */
    static List<JsonNode> panels() {
        List<JsonNode> panels = new ArrayList<>();
        for (Path file : dashboards()) {
            for (JsonNode panel : read(new ObjectMapper(), file).path("panels")) {
                if (!panel.path("type").asText().equals("row")) {
                    panels.add(panel);
                }
            }
        }
        return panels;
    }

    /** The panels' expressions, with Grafana's own variables filled in. */
    static List<String> panelExpressions() {
        return panels().stream()
                .flatMap(panel -> Stream.of(panel.path("targets")).flatMap(targets -> {
                    List<String> expressions = new ArrayList<>();
                    targets.forEach(target ->
                            expressions.add(target.path("expr").asText().replace("$__rate_interval", "1m")));
                    return expressions.stream();
                }))
                .toList();
    }

    /**
     * What the files ask for that these services do not expose: metrics, and labels that no sample of a metric has.
     *
     * @param services everything that is scraped
     */
    public static Set<String> unknown(List<Exposition> services) {
        Map<String, Set<String>> exposed = new TreeMap<>();
        services.forEach(service -> service.metrics()
                .forEach((name, labels) -> exposed.computeIfAbsent(name, key -> new TreeSet<>(LABELS_OF_THE_SCRAPE))
                        .addAll(labels)));
        Set<String> unknown = new TreeSet<>();
        Stream.concat(alerts().stream().map(Alert::expression), panelExpressions().stream())
                .flatMap(expression -> PromQl.uses(expression).entrySet().stream())
                .filter(use -> !OF_OTHERS.contains(use.getKey()))
                .forEach(use -> {
                    Set<String> labels = exposed.get(use.getKey());
                    if (labels == null) {
                        unknown.add(use.getKey());
                    } else {
                        use.getValue().stream()
                                .filter(label -> !labels.contains(label))
                                .forEach(label -> unknown.add(use.getKey() + "{" + label + "}"));
                    }
                });
        return unknown;
    }

    /** What to do about each alert. */
    static String runbook() throws IOException {
        return Files.readString(Path.of("..", "docs", "operations.md"));
    }

    private static List<Path> files(String folder, String suffix) {
        try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(ObjectMapper mapper, Path file) {
        try {
            return mapper.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
