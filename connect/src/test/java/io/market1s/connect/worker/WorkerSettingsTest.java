package io.market1s.connect.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.market1s.settings.InvalidSettingsException;
import java.util.Map;
import org.apache.kafka.connect.runtime.distributed.DistributedConfig;
import org.junit.jupiter.api.Test;

class WorkerSettingsTest {
    @Test
    void isAWorkersConfigurationWithNothingSet() {
        DistributedConfig config = new DistributedConfig(WorkerSettings.from(Map.of()));

        assertThat(config.getString(DistributedConfig.GROUP_ID_CONFIG)).isEqualTo("market-1s-connect");
        assertThat(config.getShort(DistributedConfig.CONFIG_STORAGE_REPLICATION_FACTOR_CONFIG))
                .isEqualTo((short) -1);
    }

    /** The worker's own clients, and those of its connectors. */
    @Test
    void passesKafkasSettingsToEveryClient() {
        assertThat(WorkerSettings.from(Map.of("KAFKA_SECURITY_PROTOCOL", "SASL_SSL")))
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("consumer.security.protocol", "SASL_SSL")
                .containsEntry("producer.security.protocol", "SASL_SSL")
                .containsEntry("admin.security.protocol", "SASL_SSL");
    }

    @Test
    void namesASettingThatItDoesNotKnow() {
        assertThatThrownBy(() -> WorkerSettings.from(Map.of("CONNECT_LISTNER", "http://0.0.0.0:8083")))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("did you mean CONNECT_LISTENER?");
    }
}
