package io.market1s.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile", "connect/Dockerfile"})
    void standsOnPinnedImages(String dockerfile) throws IOException {
        Map<String, Dockerfile.Stage> stages = Dockerfile.read(dockerfile).stages();

        stages.values().stream()
                .map(Dockerfile.Stage::base)
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
        List<String> lines = Dockerfile.read(dockerfile).lines(target);

        assertThat(lines).contains("USER 10001:10001");
        assertThat(lines)
                .anyMatch(line -> line.startsWith("ENTRYPOINT [\"java\"") && line.contains("\"" + main + "\""));
        assertThat(lines).anyMatch(line -> line.startsWith("HEALTHCHECK"));
        assertThat(lines).noneMatch(line -> line.startsWith("RUN "));
        assertThat(String.join("\n", lines)).contains("-Duser.timezone=UTC").contains("-XX:MaxRAMPercentage=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "resample", "dashboard", "simulator", "connect"})
    void asksForHealthWhereTheServiceListens(String image) throws IOException {
        assertThat(Dockerfile.of(image).lines(image))
                .filteredOn(line -> line.startsWith("HEALTHCHECK"))
                .singleElement()
                .asString()
                .contains("http://127.0.0.1:" + Dockerfile.port(image) + "/");
    }

    /** Nobody signs them, so an archive that nobody has looked at must not get into an image. */
    @Test
    void takesAnArchiveFromElsewhereOnlyWithItsChecksum() throws IOException {
        for (Dockerfile.Stage stage :
                Dockerfile.read("connect/Dockerfile").stages().values()) {
            String text = String.join("\n", stage.lines());
            if (text.contains("curl ")) {
                assertThat(text).contains("${JDBC_SINK_SHA256:?").contains("| sha256sum -c -");
            }
        }
    }
}
