package io.market1s.simulator;

import static io.market1s.simulator.TestClient.type;
import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.data.upbit.Frame;
import io.market1s.simulator.server.ProtocolSettings;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorsIT {
    private static UpbitSimulator simulator;

    @BeforeAll
    static void start() throws IOException {
        ProtocolSettings protocol = ProtocolSettings.upbit().unlimited();
        simulator = UpbitSimulator.start(SimulatorSettings.synthetic(1).withProtocol(protocol));
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense | WRONG_FORMAT",
                "{\"ticket\":\"t\"} | WRONG_FORMAT",
                "[{\"ticket\":\"t\"},{\"type\":\"trade\",\"codes\":[\"KRW-BTC\"]} | WRONG_FORMAT",
                "[{\"ticket\":\"t\"},{\"type\":\"trade\",\"codes\":\"KRW-BTC\"}] | WRONG_FORMAT",
                "[{\"type\":\"trade\",\"codes\":[\"KRW-BTC\"]}] | NO_TICKET",
                "[{\"ticket\":\"t\"},{\"format\":\"DEFAULT\"}] | NO_TYPE",
                "[{\"ticket\":\"t\"},{\"type\":\"trade\"}] | NO_CODES",
                "[{\"ticket\":\"t\"},{\"type\":\"trade\",\"codes\":[]}] | NO_CODES",
                "[{\"ticket\":\"t\"},{\"type\":\"nope\",\"codes\":[\"KRW-BTC\"]}] | INVALID_PARAM",
            })
    void namesTheErrorAndClosesWith1000SoonAfter(String request, String name) {
        try (TestClient client = TestClient.connect(simulator)) {
            client.send(request);
            client.awaitFrames(1);
            client.awaitEnd();

            assertThat(client.frames).hasSize(1);
            assertThat(TestClient.parse(client.frames.get(0))).isInstanceOfSatisfying(Frame.Failure.class, failure -> {
                assertThat(failure.name()).isEqualTo(name);
                assertThat(failure.message()).isNotBlank();
            });
            assertThat(client.closeCode).isEqualTo(1000);
        }
    }

    @Test
    void sendsNoDataAfterAnError() {
        try (TestClient client = TestClient.connect(simulator)) {
            client.request(type("orderbook", "KRW-BTC"));
            client.awaitFrames(3);
            client.send("nonsense");
            client.awaitEnd();

            assertThat(client.texts().get(client.frames.size() - 1)).contains("WRONG_FORMAT");
        }
    }
}
