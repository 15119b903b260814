package io.market1s.local.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.market1s.local.FreePorts;
import io.market1s.settings.BadUseException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void movesEveryPortByTheOffset() {
        assertThat(Ports.offsetBy(0)).isEqualTo(new Ports(15432, 19092, 19093, 18083, 18081, 18080, 18084, 18085));
        assertThat(Ports.offsetBy(1000)).isEqualTo(new Ports(16432, 20092, 20093, 19083, 19081, 19080, 19084, 19085));
    }

    @Test
    void refusesAnOffsetThatLeadsOutOfTheRangeOfPorts() {
        assertThatThrownBy(() -> Ports.offsetBy(50_000))
                .isInstanceOf(BadUseException.class)
                .hasMessageContaining("--port-offset 50000");
        assertThatThrownBy(() -> Ports.offsetBy(-18_080)).isInstanceOf(BadUseException.class);
        assertThatThrownBy(() -> Ports.offsetBy(Integer.MAX_VALUE)).isInstanceOf(BadUseException.class);
    }

    @Test
    void namesATakenPortWithItsServerAndTheRemedy() throws IOException {
        Ports ports = FreePorts.take();
        try (ServerSocket other = new ServerSocket(ports.connect(), 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> ports.requireFree(true))
                    .isInstanceOf(BadUseException.class)
                    .hasMessageContaining("port " + other.getLocalPort() + " (Kafka Connect) is taken")
                    .hasMessageContaining("--port-offset");
        }
        ports.requireFree(true);
    }
}
