package io.market1s.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.market1s.data.topic.Topics;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SinkConfigTest {
    private static final Map<String, String> VALUES = Map.of(
            SinkConfig.CONNECTOR_CLASS, "io.debezium.connector.jdbc.JdbcSinkConnector",
            SinkConfig.JDBC_URL, "jdbc:postgresql://127.0.0.1:15432/market",
            SinkConfig.USER, MarketSchema.SINK_ROLE,
            SinkConfig.PASSWORD, "a$1\\b'c");

    @Test
    void replacesEveryPlaceholderByItsValueAsItStands() {
        Map<String, String> config = SinkConfig.load(VALUES);

        assertThat(config)
                .containsEntry("connector.class", "io.debezium.connector.jdbc.JdbcSinkConnector")
                .containsEntry("connection.url", "jdbc:postgresql://127.0.0.1:15432/market")
                .containsEntry("connection.user", "market_sink")
                .containsEntry("connection.username", "market_sink")
                .containsEntry("connection.password", "a$1\\b'c");
        assertThat(config.values()).noneMatch(value -> value.contains("${"));
    }

    @Test
    void namesEveryValueThatIsMissing() {
        Map<String, String> values = new HashMap<>(VALUES);
        values.remove(SinkConfig.USER);
        values.remove(SinkConfig.PASSWORD);

        assertThatThrownBy(() -> SinkConfig.load(values))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SINK_PASSWORD, SINK_USER")
                .hasMessageNotContaining("SINK_JDBC_URL");
    }

    @Test
    void keepsEverythingThatDependsOnThePlaceAndEverySecretOutOfTheFile() {
        assertThat(SinkConfig.template())
                .containsEntry("connector.class", "${env:SINK_CONNECTOR_CLASS}")
                .containsEntry("connection.url", "${env:SINK_JDBC_URL}")
                .containsEntry("connection.user", "${env:SINK_USER}")
                .containsEntry("connection.username", "${env:SINK_USER}")
                .containsEntry("connection.password", "${env:SINK_PASSWORD}");
    }

    @Test
    void readsTheTopicThatTheResamplerWritesAndKnowsTheOneForErrors() {
        assertThat(SinkConfig.template())
                .containsEntry("topics", Topics.MARKET_1S)
                .containsEntry("errors.deadletterqueue.topic.name", Topics.MARKET_1S_ERRORS);
    }

    /** Promise 3: an aborted transaction of the resampler must not reach the table. */
    @Test
    void readsCommittedBarsOnly() {
        assertThat(SinkConfig.template()).containsEntry("consumer.override.isolation.level", "read_committed");
    }

    @Test
    void saysTheSameToEachOfTheThreeSinks() {
        Map<String, String> config = SinkConfig.template();

        assertThat(config.get("connection.username")).isEqualTo(config.get("connection.user"));
        assertThat(config.get("primary.key.mode")).isEqualTo(config.get("pk.mode"));
        assertThat(config.get("primary.key.fields"))
                .isEqualTo(config.get("pk.fields"))
                .isEqualTo("symbol,ts");
        assertThat(config.get("collection.name.format"))
                .isEqualTo(config.get("table.name.format"))
                .isEqualTo("market_1s");
        assertThat(config)
                .containsEntry("auto.create", "false")
                .containsEntry("auto.evolve", "false")
                .containsEntry("schema.evolution", "none");
    }
}
