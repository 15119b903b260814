package io.market1s.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.market1s.operations.NewThreads;
import io.market1s.operations.Operations;
import io.market1s.settings.InvalidSettingsException;
import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A start that fails leaves nothing, whichever step it is that fails. */
class DashboardStartTest {
    private final NewThreads threads = new NewThreads();

    @Test
    void leavesNothingIfItsPortIsTaken() throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Operations operations = Operations.start(Optional.empty())) {
            assertThatThrownBy(() -> start(taken.getLocalPort(), operations))
                    .isInstanceOf(InvalidSettingsException.class);
        }
        assertThat(threads.left()).isEmpty();
    }

    @Test
    void leavesNothingIfAHostIsUnknown() throws InterruptedException {
        try (Operations operations = Operations.start(Optional.empty())) {
            assertThatThrownBy(() -> start("no-such-host.invalid:1", operations))
                    .isInstanceOf(InvalidSettingsException.class);
        }
        assertThat(threads.left()).isEmpty();
    }

    @Test
    void leavesNeitherThreadNorPortIfAStepAfterTheServerFails() throws IOException, InterruptedException {
        int port = freePort();
        try (Operations operations = Operations.start(Optional.empty())) {
            // A meter of another kind under the name of one of the dashboard's.
            Counter.builder("market1s.dashboard.viewers").register(operations.registry());

            assertThatThrownBy(() -> start(port, operations)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(threads.left()).isEmpty();
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(free.isBound()).isTrue();
        }
    }

    @Test
    void leavesNothingAfterItsClose() throws IOException, InterruptedException {
        try (Operations operations = Operations.start(Optional.empty());
                Dashboard dashboard = start(freePort(), operations)) {
            assertThat(threads.running()).contains("dashboard-poller");
            dashboard.close();
        }
        assertThat(threads.left()).isEmpty();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static Dashboard start(int port, Operations operations) {
        return start("127.0.0.1:" + port, operations);
    }

    private static Dashboard start(String address, Operations operations) {
        return Dashboard.start(
                DashboardSettings.from(Map.of(
                        "DASHBOARD_HTTP_ADDRESS",
                        address,
                        "DASHBOARD_JDBC_URL",
                        "jdbc:postgresql://127.0.0.1:1/market")),
                operations,
                InstantSource.system());
    }
}
