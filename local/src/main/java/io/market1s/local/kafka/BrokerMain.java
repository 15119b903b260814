package io.market1s.local.kafka;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** The local run's broker as a process: {@code BROKER_FOLDER}, {@code BROKER_PORT}, {@code BROKER_CONTROLLER_PORT}. */
public final class BrokerMain {
    private BrokerMain() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, String> environment = System.getenv();
        KafkaBroker broker = KafkaBroker.start(
                Path.of(Objects.requireNonNull(environment.get("BROKER_FOLDER"))),
                Integer.parseInt(environment.get("BROKER_PORT")),
                Integer.parseInt(environment.get("BROKER_CONTROLLER_PORT")));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "shutdown"));
    }
}
