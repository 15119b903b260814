package io.market1s.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.command.Commands;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatorMainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private final Path folder;

    SimulatorMainTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void explainsItself() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("--capture", "--seed", "--faults", "DROP");
    }

    @Test
    void endsWithStatus2OnBadUse() {
        assertThat(run("--nonsense")).isEqualTo(2);
        assertThat(run("--symbols", "krw-btc")).isEqualTo(2);
        assertThat(run("--symbols", "KRW-BTC,KRW-BTC")).isEqualTo(2);
        assertThat(run("--fault-every", "soon")).isEqualTo(2);
        assertThat(run("--faults", "EARTHQUAKE")).isEqualTo(2);
        assertThat(run("--port", "99999")).isEqualTo(2);
        assertThat(err.toString())
                .contains("Unknown option", "krw-btc", "listed twice", "'soon' is not a duration", "99999");
    }

    @Test
    void namesTheLineOfABadCapture() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.jsonl"), "{\"recv_ns\":1}\n");

        assertThat(run("--capture", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("bad.jsonl, line 1: raw is missing");
    }

    @Test
    void namesAPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(run("--port", Integer.toString(taken.getLocalPort()))).isEqualTo(2);
            assertThat(err.toString()).contains("127.0.0.1:" + taken.getLocalPort());
        }
    }

    private int run(String... args) {
        return Commands.line(new SimulatorMain())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
