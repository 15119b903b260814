package io.market1s.deployment;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sinks that Connect's image can have. */
enum Sink {
    DEBEZIUM("io.debezium.connector.jdbc.JdbcSinkConnector", null),
    CONFLUENT("io.confluent.connect.jdbc.JdbcSinkConnector", "CONFLUENT_SHA256"),
    AIVEN("io.aiven.connect.jdbc.JdbcSinkConnector", "AIVEN_SHA256");

    private final String connectorClass;
    private final @Nullable String checksum;

    /**
     * A sink.
     *
     * @param checksum the variable of the environment that holds its archive's; null if it needs none
     */
    Sink(String connectorClass, @Nullable String checksum) {
        this.connectorClass = connectorClass;
        this.checksum = checksum;
    }

    String connectorClass() {
        return connectorClass;
    }

    /** What is missing to build its image; empty if nothing is. */
    String missing() {
        return checksum == null || System.getenv(checksum) != null
                ? ""
                : "set " + checksum + " to the checksum of its archive, see docs/operations.md";
    }

    Map<String, String> buildArguments() {
        String name = name().toLowerCase(Locale.ROOT);
        return checksum == null
                ? Map.of("JDBC_SINK", name)
                : Map.of("JDBC_SINK", name, "JDBC_SINK_SHA256", System.getenv(checksum));
    }
}
