package io.market1s.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DashboardMainTest {
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @AfterEach
    void restore() {
        System.setOut(out);
        System.setErr(err);
    }

    @Test
    void listsEverySettingOnRequest() {
        System.setOut(new PrintStream(printed, true, UTF_8));
        assertThat(DashboardMain.run(new String[] {"--help"}, Map.of())).isZero();
        DashboardSettings.from(Map.of()).effective().keySet().forEach(name -> assertThat(printed.toString(UTF_8))
                .contains(name + " "));
    }

    @Test
    void exitsWithTwoAndAMessageForWrongSettings() {
        System.setErr(new PrintStream(printed, true, UTF_8));
        assertThat(DashboardMain.run(new String[0], Map.of("DASHBOARD_MOST_VIEWERS", "x")))
                .isEqualTo(2);
        assertThat(printed.toString(UTF_8)).contains("DASHBOARD_MOST_VIEWERS").doesNotContain("\tat ");
    }

    @Test
    void exitsWithTwoForAnUnknownArgument() {
        System.setErr(new PrintStream(printed, true, UTF_8));
        assertThat(DashboardMain.run(new String[] {"--hlep"}, Map.of())).isEqualTo(2);
        assertThat(printed.toString(UTF_8)).contains("--hlep");
    }

    @Test
    void exitsWithTwoIfItsPortIsTaken() throws IOException {
        System.setErr(new PrintStream(printed, true, UTF_8));
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + other.getLocalPort();
            assertThat(DashboardMain.run(new String[0], Map.of("DASHBOARD_HTTP_ADDRESS", address)))
                    .isEqualTo(2);
            assertThat(printed.toString(UTF_8)).contains("DASHBOARD_HTTP_ADDRESS", address);
        }
    }
}
