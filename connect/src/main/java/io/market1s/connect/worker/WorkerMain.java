package io.market1s.connect.worker;

import io.market1s.settings.InvalidSettingsException;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.runtime.Connect;

/**
 * Kafka Connect's distributed worker as a process, until it is told to stop. Its classes are those of Kafka's own
 * distribution. Exit status 2 for wrong settings.
 */
public final class WorkerMain {
    private static final String HELP = """
            Runs a worker of Kafka Connect. Configured by environment variables:

              CONNECT_GROUP          names the workers that share the work, and their topics (market-1s-connect)
              CONNECT_LISTENER       the REST interface (http://127.0.0.1:8083)
              CONNECT_PLUGIN_PATH    folder with one folder for each connector plugin (/opt/kafka/plugins)
              CONNECT_REPLICATION    copies of the workers' own topics, -1 for the broker's default (-1)
              KAFKA_FOO_BAR          passes through to all Kafka clients as foo.bar;
                                     KAFKA_BOOTSTRAP_SERVERS (127.0.0.1:9092)

            Connectors may say ${env:NAME} for what is in this environment.
            """;

    private WorkerMain() {}

    /** Runs a worker. */
    public static void main(String[] arguments) {
        if (arguments.length > 0) {
            System.out.print(HELP);
            System.exit(arguments[0].equals("--help") ? 0 : 2);
        }
        try {
            Connect<?> connect = new ConnectDistributed().startConnect(WorkerSettings.from(System.getenv()));
            connect.awaitStop();
        } catch (InvalidSettingsException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }
}
