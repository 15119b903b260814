package io.market1s.local.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.market1s.local.monitoring.MonitoringFiles.Alert;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The monitoring files by themselves. That every metric in them exists is asked of a running pipeline. The syntax of
 * PromQL is asked of promtool, where there is one on the path.
 */
class MonitoringFilesTest {
    @Test
    void everyAlertSaysHowBadItIsWhatHappensAndWhatToDo() throws IOException {
        assertThat(MonitoringFiles.alerts()).hasSizeGreaterThan(10);
        assertThat(MonitoringFiles.alerts().stream().map(Alert::name)).doesNotHaveDuplicates();
        String runbook = MonitoringFiles.runbook();
        assertThat(MonitoringFiles.alerts()).allSatisfy(alert -> {
            assertThat(alert.rule().path("labels").path("severity").asText()).isIn("critical", "warning");
            assertThat(alert.rule().path("annotations").path("summary").asText())
                    .isNotBlank();
            assertThat(runbook)
                    .as("a line of docs/operations.md")
                    .containsPattern("(?m)^\\| [^|]*`" + alert.name() + "`");
        });
    }

    @Test
    void everyPanelHasATitleAPlaceAndAnExpression() {
        List<JsonNode> panels = MonitoringFiles.panels();
        assertThat(panels).hasSizeGreaterThan(10);
        assertThat(panels.stream().map(panel -> panel.path("id").asInt())).doesNotHaveDuplicates();
        assertThat(panels.stream()
                        .map(panel -> panel.path("gridPos").path("x") + " "
                                + panel.path("gridPos").path("y")))
                .doesNotHaveDuplicates();
        assertThat(panels).allSatisfy(panel -> {
            assertThat(panel.path("title").asText()).isNotBlank();
            assertThat(panel.path("targets")).isNotEmpty().allSatisfy(target -> {
                assertThat(target.path("expr").asText()).isNotBlank();
                assertThat(target.path("datasource").path("uid").asText()).isEqualTo("${datasource}");
            });
        });
    }

    @Test
    void promtoolFindsEveryExpressionWellFormed(@TempDir Path folder) throws Exception {
        String promtool = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(place -> Path.of(place, "promtool"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse("");
        assumeThat(promtool)
                .as("promtool (Debian: package prometheus) is not on the path: PromQL's syntax goes unchecked")
                .isNotEmpty();
        Path panels = folder.resolve("panels.yml");
        writeAsRules(panels, MonitoringFiles.panelExpressions());

        for (Path file : Stream.concat(MonitoringFiles.rules().stream(), Stream.of(panels))
                .toList()) {
            Process process = new ProcessBuilder(promtool, "check", "rules", file.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
        }
    }

    @Test
    void namesAreFoundInExpressionsAndNothingElse() {
        assertThat(PromQl.uses("sum by (le, x) (rate(a_bucket{b=\"c\", d!~\"e{f}\"}[5m])) / ignoring(g) (h:i offset 1m)"
                        + " and on () max without (j) (k) == bool 0 or vector(1) > 1e3"))
                .isEqualTo(Map.of("a_bucket", Set.of("b", "d"), "h:i", Set.of(), "k", Set.of()));
    }

    /** A dashboard's expressions as a file that promtool reads. */
    private static void writeAsRules(Path file, List<String> expressions) throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        ObjectNode root = yaml.createObjectNode();
        ObjectNode group = root.putArray("groups").addObject().put("name", "panels");
        var rules = group.putArray("rules");
        for (int i = 0; i < expressions.size(); i++) {
            rules.addObject().put("record", "panel:" + i).put("expr", expressions.get(i));
        }
        yaml.writeValue(file.toFile(), root);
    }
}
