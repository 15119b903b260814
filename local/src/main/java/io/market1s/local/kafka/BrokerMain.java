package io.market1s.local.kafka;

import io.market1s.local.folder.Ports;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** The local run's broker as a process of its own, for drills and benchmarks. Runs until it is told to stop. */
public final class BrokerMain {
    private static final String FOLDER = "BROKER_FOLDER";
    private static final String PORT = "BROKER_PORT";
    private static final String CONTROLLER_PORT = "BROKER_CONTROLLER_PORT";

    private BrokerMain() {}

    /**
     * What the process has to be started with.
     *
     * @param folder for the broker's log
     */
    public static Map<String, String> environment(Path folder, Ports ports) {
        return Map.of(
                FOLDER,
                folder.toString(),
                PORT,
                Integer.toString(ports.kafka()),
                CONTROLLER_PORT,
                Integer.toString(ports.kafkaController()));
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> environment = System.getenv();
        KafkaBroker broker = KafkaBroker.start(
                Path.of(Objects.requireNonNull(environment.get(FOLDER))),
                Integer.parseInt(environment.get(PORT)),
                Integer.parseInt(environment.get(CONTROLLER_PORT)));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "shutdown"));
    }
}
