package io.market1s.drill.part;

import io.market1s.local.connect.Sink;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * The local run's Connect worker with the supervised sink as a process: {@code SINK_FOLDER}, {@code SINK_PLUGINS},
 * {@code SINK_PORT}, {@code SINK_DATABASE} and {@code KAFKA_BOOTSTRAP_SERVERS}.
 */
public final class SinkMain {
    private SinkMain() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, String> environment = System.getenv();
        Sink sink = Sink.start(
                Path.of(Objects.requireNonNull(environment.get("SINK_FOLDER"))),
                Path.of(Objects.requireNonNull(environment.get("SINK_PLUGINS"))),
                Integer.parseInt(environment.get("SINK_PORT")),
                Objects.requireNonNull(environment.get("KAFKA_BOOTSTRAP_SERVERS")),
                Objects.requireNonNull(environment.get("SINK_DATABASE")));
        Runtime.getRuntime().addShutdownHook(new Thread(sink::close, "shutdown"));
    }
}
