package io.market1s.resample;

import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.operations.Logged;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResampleLogTest {
    @Test
    void saysOnceHowItIsConfiguredWithoutItsSecrets() {
        try (Logged logged = new Logged()) {
            // Kafka's clients refuse the address: no broker is needed to get this far.
            ResampleMain.run(Map.of(
                    "KAFKA_BOOTSTRAP_SERVERS", "no-port",
                    "RESAMPLE_HTTP_ADDRESS", "off",
                    "KAFKA_SASL_JAAS_CONFIG", "hunter2",
                    "KAFKA_SSL_KEYSTORE_PASSWORD", "hunter3"));

            assertThat(logged.messages().stream().filter(message -> message.contains("RESAMPLE_GRACE=")))
                    .singleElement()
                    .asString()
                    .contains("RESAMPLE_GRACE=500ms", "RESAMPLE_KEY_FRAMES=11m", "sasl.jaas.config=***")
                    .doesNotContain("hunter");
            assertThat(logged.messages()).noneMatch(message -> message.contains("hunter"));
        }
    }
}
