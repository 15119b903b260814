package io.market1s.drill.pipeline;

import io.market1s.local.folder.Ports;
import io.market1s.local.kafka.BrokerMain;
import io.market1s.local.run.Servers;
import io.market1s.simulator.UpbitSimulator;
import java.nio.file.Path;
import java.util.Map;

/** The environment variables of each part of a {@link SplitPipeline}. */
record Environments(Path folder, Ports ports, UpbitSimulator exchange) {
    /** It is short compared with a run, so that seconds are forgotten in it, and long compared with every outage. */
    private static final String HORIZON = "2m";

    private static final String KEY_FRAMES = "30s";
    private static final String TWO_KEY_FRAMES = "66s";

    String bootstrapServers() {
        return Ports.HOST + ":" + ports.kafka();
    }

    Map<String, String> broker() {
        return BrokerMain.environment(folder.resolve("kafka").resolve("logs"), ports);
    }

    Map<String, String> sink(String jdbcUrl) {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", bootstrapServers(),
                "SINK_FOLDER", folder.resolve("connect").toString(),
                "SINK_PLUGINS", Servers.plugins().toString(),
                "SINK_PORT", Integer.toString(ports.connect()),
                "SINK_DATABASE", jdbcUrl);
    }

    Map<String, String> resample() {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                bootstrapServers(),
                "RESAMPLE_STATE_DIR",
                folder.resolve("state").toString(),
                "RESAMPLE_PARTITIONS",
                Integer.toString(Servers.PARTITIONS),
                "RESAMPLE_REPLICATION",
                "1",
                "RESAMPLE_HORIZON",
                HORIZON,
                "RESAMPLE_KEY_FRAMES",
                TWO_KEY_FRAMES,
                "RESAMPLE_HTTP_ADDRESS",
                "off");
    }

    Map<String, String> ingest() {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", bootstrapServers(),
                "INGEST_SYMBOLS", String.join(",", exchange.symbols()),
                "INGEST_WS_URL", exchange.webSocketUri().toString(),
                "INGEST_REST_URL", exchange.restUri().toString(),
                "INGEST_PARTITIONS", Integer.toString(Servers.PARTITIONS),
                "INGEST_REPLICATION", "1",
                "INGEST_HORIZON", HORIZON,
                "INGEST_KEY_FRAMES", KEY_FRAMES,
                "INGEST_HTTP_ADDRESS", "off");
    }
}
