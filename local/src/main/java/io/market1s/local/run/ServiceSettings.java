package io.market1s.local.run;

import io.market1s.connect.MarketSchema;
import io.market1s.dashboard.DashboardSettings;
import io.market1s.ingest.IngestSettings;
import io.market1s.local.folder.DataDir;
import io.market1s.local.folder.Ports;
import io.market1s.local.postgres.PostgresServer;
import io.market1s.resample.ResampleSettings;
import io.market1s.settings.Durations;
import java.time.Duration;
import java.util.Map;

/** What the services are told in a local run, in the same variables as everywhere. */
public record ServiceSettings(String bootstrapServers, DataDir dataDir, Ports ports) {
    /** A day's pause between two runs must not become a day of empty rows. */
    private static final Duration KEEP_ALIVE = Duration.ofMinutes(10);

    public ResampleSettings resample() {
        return ResampleSettings.from(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                bootstrapServers,
                "RESAMPLE_KEEP_ALIVE",
                Durations.format(KEEP_ALIVE),
                "RESAMPLE_STATE_DIR",
                dataDir.state().toString(),
                "RESAMPLE_PARTITIONS",
                Integer.toString(Servers.PARTITIONS),
                "RESAMPLE_REPLICATION",
                "1",
                "RESAMPLE_HTTP_ADDRESS",
                Ports.HOST + ":" + ports.resample(),
                "RESAMPLE_CONNECT_URL",
                "http://" + Ports.HOST + ":" + ports.connect(),
                "RESAMPLE_SINK",
                Servers.SINK,
                "RESAMPLE_RAW_RETENTION",
                Durations.format(Servers.RAW_RETENTION)));
    }

    IngestSettings ingest(RunExchange exchange) {
        return IngestSettings.from(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", bootstrapServers,
                "INGEST_SYMBOLS", String.join(",", exchange.symbols()),
                "INGEST_WS_URL", exchange.webSocketUri().toString(),
                "INGEST_REST_URL", exchange.restUri().toString(),
                "INGEST_PARTITIONS", Integer.toString(Servers.PARTITIONS),
                "INGEST_REPLICATION", "1",
                "INGEST_HTTP_ADDRESS", Ports.HOST + ":" + ports.ingest(),
                "INGEST_RAW_RETENTION", Durations.format(Servers.RAW_RETENTION)));
    }

    DashboardSettings dashboard() {
        return DashboardSettings.from(Map.of(
                "DASHBOARD_HTTP_ADDRESS",
                Ports.HOST + ":" + ports.dashboard(),
                "DASHBOARD_JDBC_URL",
                "jdbc:postgresql://" + Ports.HOST + ":" + ports.postgres() + "/" + PostgresServer.DATABASE,
                "DASHBOARD_DB_USER",
                MarketSchema.READER_ROLE,
                "DASHBOARD_DB_PASSWORD",
                MarketSchema.READER_ROLE));
    }
}
