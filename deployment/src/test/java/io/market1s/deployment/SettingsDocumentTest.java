package io.market1s.deployment;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents say of every setting what {@code --help} says. */
class SettingsDocumentTest {
    private static final List<KnownSettings> ALL = List.of(
            IngestSettings.KNOWN,
            ResampleSettings.KNOWN,
            VerifySettings.KNOWN,
            DashboardSettings.KNOWN,
            TopicsSettings.KNOWN,
            SchemaSettings.KNOWN,
            SinkSettings.KNOWN,
            WorkerSettings.KNOWN);

    @Test
    void configurationListsEverySettingWithDefaultFormAndMeaning() throws IOException {
        assertThat(rows("docs/configuration.md"))
                .containsExactlyElementsOf(settings()
                        .map(setting -> row(setting.name(), setting.shownDefault(), setting.form(), setting.meaning()))
                        .toList());
    }

    @Test
    void readmeSaysTheSameOfTheMostUsedOnes() throws IOException {
        List<String> rows = rows("README.md");

        assertThat(rows).hasSizeGreaterThan(10).isSubsetOf(shortRows("").toList());
    }

    @Test
    void theDashboardsPageListsAllOfTheDashboard() throws IOException {
        assertThat(rows("docs/dashboard.md"))
                .containsExactlyElementsOf(shortRows("DASHBOARD_").toList());
    }

    private static Stream<Setting<?>> settings() {
        Map<String, Setting<?>> settings = ALL.stream()
                .flatMap(known -> known.all().stream())
                .collect(Collectors.toMap(
                        Setting::name, setting -> setting, (first, second) -> first, LinkedHashMap::new));
        return Stream.concat(
                settings.values().stream().filter(setting -> !isShared(setting)),
                settings.values().stream().filter(SettingsDocumentTest::isShared));
    }

    private static boolean isShared(Setting<?> setting) {
        return setting.name().startsWith("KAFKA_") || setting.name().equals("LOG_FORMAT");
    }

    private static Stream<String> shortRows(String prefix) {
        return settings()
                .filter(setting -> setting.name().startsWith(prefix))
                .map(setting -> row(setting.name(), setting.shownDefault(), setting.meaning()));
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    /** The rows of settings, without the marks of what is written as it stands. */
    private static List<String> rows(String document) throws IOException {
        return Root.read(document)
                .lines()
                .filter(SettingsDocumentTest::isRow)
                .map(line -> line.replace("`", ""))
                .toList();
    }

    private static boolean isRow(String line) {
        return line.matches("\\| `[A-Z0-9]+_[A-Z0-9_]+` \\|.*");
    }
}
