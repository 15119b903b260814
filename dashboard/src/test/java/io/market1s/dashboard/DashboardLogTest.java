package io.market1s.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.operations.Logged;
import io.market1s.operations.Operations;
import io.market1s.settings.InvalidSettingsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DashboardLogTest {
    @Test
    void saysOnceHowItIsConfiguredWithoutItsSecrets() throws IOException, InterruptedException {
        // The port is taken, so that it gets no further than that line.
        try (Logged logged = new Logged();
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Operations operations = Operations.start(Optional.empty())) {
            DashboardSettings settings = DashboardSettings.from(Map.of(
                    "DASHBOARD_HTTP_ADDRESS", "127.0.0.1:" + taken.getLocalPort(),
                    "DASHBOARD_JDBC_URL", "jdbc:postgresql://127.0.0.1:1/market?password=hunter2",
                    "DASHBOARD_DB_PASSWORD", "hunter3"));

            try (Dashboard dashboard = Dashboard.start(settings, operations, InstantSource.system())) {
                assertThat(dashboard).as("it cannot have the port").isNull();
            } catch (InvalidSettingsException e) {
                assertThat(e).hasMessageContaining(Integer.toString(taken.getLocalPort()));
            }

            assertThat(logged.messages().stream().filter(message -> message.contains("DASHBOARD_DB_USER=")))
                    .singleElement()
                    .asString()
                    .contains("DASHBOARD_DB_USER=market_reader", "DASHBOARD_DB_PASSWORD=***", "password=***")
                    .doesNotContain("hunter");
        }
    }
}
