package io.market1s.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.market1s.settings.HttpAddress;
import io.market1s.settings.InvalidSettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DashboardSettingsTest {
    @Test
    void listensOnThisMachineOnlyAndReadsAsTheReaderUnlessToldOtherwise() {
        DashboardSettings settings = DashboardSettings.from(Map.of());

        assertThat(settings.http()).isEqualTo(new HttpAddress("127.0.0.1", 8080));
        assertThat(settings.jdbcUrl()).isEqualTo("jdbc:postgresql://localhost:5432/market");
        assertThat(settings.user()).isEqualTo("market_reader");
        assertThat(settings.password()).isNull();
        assertThat(settings.mostViewers()).isEqualTo(200);
    }

    @Test
    void readsEveryVariable() {
        DashboardSettings settings = DashboardSettings.from(Map.of(
                "DASHBOARD_HTTP_ADDRESS", "0.0.0.0:80",
                "DASHBOARD_JDBC_URL", "jdbc:postgresql://db/market",
                "DASHBOARD_DB_USER", "somebody",
                "DASHBOARD_DB_PASSWORD", "hush",
                "DASHBOARD_MOST_VIEWERS", "3"));

        assertThat(settings.http()).isEqualTo(new HttpAddress("0.0.0.0", 80));
        assertThat(settings.jdbcUrl()).isEqualTo("jdbc:postgresql://db/market");
        assertThat(settings.user()).isEqualTo("somebody");
        assertThat(settings.password()).isEqualTo("hush");
        assertThat(settings.mostViewers()).isEqualTo(3);
        assertThat(settings.toString()).doesNotContain("hush");
    }

    @Test
    void readsThePasswordFromAFileWithoutItsLineEnd(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "hush\n");

        DashboardSettings settings = DashboardSettings.from(Map.of("DASHBOARD_DB_PASSWORD_FILE", file.toString()));

        assertThat(settings.password()).isEqualTo("hush");
    }

    @ParameterizedTest
    @CsvSource({
        "DASHBOARD_HTTP_ADDRESS, 8080",
        "DASHBOARD_JDBC_URL, mysql://db",
        "DASHBOARD_DB_PASSWORD_FILE, /there/is/none",
        "DASHBOARD_MOST_VIEWERS, 0",
        "DASHBOARD_PORT, 80"
    })
    void namesTheVariableThatIsWrong(String name, String value) {
        assertThatThrownBy(() -> DashboardSettings.from(Map.of(name, value)))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining(name);
    }
}
