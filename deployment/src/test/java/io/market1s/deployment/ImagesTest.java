package io.market1s.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Dockerfiles, without an engine. */
class ImagesTest {
    private static final Pattern PINNED = Pattern.compile("[a-z0-9./-]+:[0-9]+\\.[0-9]+\\.[0-9]+[0-9A-Za-z._-]*");
    private static final Pattern FROM = Pattern.compile("FROM (\\S+) AS (\\S+)");

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile", "connect/Dockerfile"})
    void standsOnPinnedImages(String dockerfile) throws IOException {
        Map<String, Stage> stages = stages(dockerfile);

        stages.values().stream()
                .map(Stage::base)
                .filter(base -> !stages.containsKey(base) && !base.equals("plugin-${JDBC_SINK}"))
                .forEach(base -> assertThat(base).matches(PINNED));
    }

    @ParameterizedTest
    @CsvSource({
        "Dockerfile, ingest, io.market1s.ingest.IngestMain",
        "Dockerfile, resample, io.market1s.resample.ResampleMain",
        "Dockerfile, dashboard, io.market1s.dashboard.DashboardMain",
        "Dockerfile, setup, io.market1s.connect.setup.SetupMain",
        "Dockerfile, simulator, io.market1s.simulator.SimulatorMain",
        "connect/Dockerfile, connect, io.market1s.connect.worker.WorkerMain"
    })
    void startsTheServiceItselfAsSomebodyWithoutRights(String dockerfile, String target, String main)
            throws IOException {
        Map<String, Stage> stages = stages(dockerfile);
        List<String> lines = lines(stages, target);

        assertThat(lines).contains("USER 10001:10001");
        assertThat(lines)
                .anyMatch(line -> line.startsWith("ENTRYPOINT [\"java\"") && line.contains("\"" + main + "\""));
        assertThat(lines).anyMatch(line -> line.startsWith("HEALTHCHECK"));
        assertThat(lines).noneMatch(line -> line.startsWith("RUN "));
        assertThat(String.join("\n", lines)).contains("-Duser.timezone=UTC").contains("-XX:MaxRAMPercentage=");
    }

    /** Nobody signs them, so an archive that nobody has looked at must not get into an image. */
    @Test
    void takesAnArchiveFromElsewhereOnlyWithItsChecksum() throws IOException {
        for (Stage stage : stages("connect/Dockerfile").values()) {
            String text = String.join("\n", stage.lines());
            if (text.contains("curl ")) {
                assertThat(text).contains("${JDBC_SINK_SHA256:?").contains("| sha256sum -c -");
            }
        }
    }

    private record Stage(String base, List<String> lines) {}

    private static List<String> lines(Map<String, Stage> stages, String name) {
        Stage stage = stages.get(name);
        if (stage == null) {
            return new ArrayList<>();
        }
        List<String> lines = lines(stages, stage.base());
        lines.addAll(stage.lines());
        return lines;
    }

    private static Map<String, Stage> stages(String dockerfile) throws IOException {
        Map<String, Stage> stages = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>();
        String joined = Root.read(dockerfile).replaceAll("(?m)^#.*\\n", "").replace("\\\n", " ");
        for (String line : joined.lines().map(String::strip).toList()) {
            var from = FROM.matcher(line);
            if (from.matches()) {
                lines = new ArrayList<>();
                stages.put(from.group(2), new Stage(from.group(1), lines));
            } else {
                assertThat(line).doesNotStartWith("FROM");
                lines.add(line);
            }
        }
        return stages;
    }
}
