package io.market1s.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class TestPortsTest {
    @Test
    void givesAPortThatAServerCanHaveAndHaveAgain() throws IOException {
        int port = TestPorts.take();

        for (int start = 0; start < 2; start++) {
            try (ServerSocket server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                assertThat(server.getLocalPort()).isEqualTo(port);
            }
        }
    }

    @Test
    void givesNoPortTwice() {
        int port = TestPorts.take();

        assertThat(TestPorts.hold(port - 1)).as("what says that it is taken").isFalse();
        assertThat(TestPorts.take()).isNotEqualTo(port);
    }
}
