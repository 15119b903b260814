package io.market1s.drill.ingest;

import io.market1s.connect.MarketSchema;
import io.market1s.ingest.IngestMain;
import io.market1s.local.FreePorts;
import io.market1s.local.console.Progress;
import io.market1s.local.folder.DataDir;
import io.market1s.local.folder.Ports;
import io.market1s.local.postgres.PostgresServer;
import io.market1s.local.run.Servers;
import io.market1s.operations.Operations;
import io.market1s.operations.Resources;
import io.market1s.resample.ResampleService;
import io.market1s.resample.ResampleSettings;
import io.market1s.resample.verify.Verification;
import io.market1s.simulator.SimulatorSettings;
import io.market1s.simulator.UpbitSimulator;
import io.market1s.simulator.market.MarketSpec;
import io.market1s.testing.ServiceProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The whole pipeline in this JVM except the ingest, which runs in its own processes that can be killed. */
final class DrillPipeline implements AutoCloseable {
    /** The ingest's buffer for frames that wait; it is full after the broker was away for twenty seconds. */
    private static final int BUFFER_MIB = 24;

    private static final int KAFKA_BUFFER_MIB = 2;
    private static final int HEAP_MIB = 160;

    private final Resources opened = new Resources();
    private final Path folder;
    private final UpbitSimulator exchange;
    private final Servers servers;
    private final ResampleSettings resample;

    private DrillPipeline(Path folder, List<MarketSpec> markets, long seed) throws Exception {
        this.folder = folder;
        try {
            Ports ports = FreePorts.take();
            DataDir dataDir = opened.add(DataDir.open(folder.resolve("data")));
            exchange = opened.add(
                    UpbitSimulator.start(SimulatorSettings.synthetic(seed).withMarkets(markets)));
            servers = opened.add(Servers.start(
                    dataDir,
                    ports,
                    Servers.plugins(),
                    PostgresServer.prepare(dataDir.postgres(), ports.postgres()),
                    new Progress(new PrintWriter(Writer.nullWriter()))));
            resample = ResampleSettings.from(Map.of(
                    "KAFKA_BOOTSTRAP_SERVERS", servers.bootstrapServers(),
                    "RESAMPLE_STATE_DIR", dataDir.state().toString(),
                    "RESAMPLE_PARTITIONS", Integer.toString(Servers.PARTITIONS),
                    "RESAMPLE_REPLICATION", "1",
                    "RESAMPLE_HTTP_ADDRESS", "off"));
            Operations operations = opened.add(Operations.start(resample.http()));
            opened.add(ResampleService.start(resample, operations, InstantSource.system()));
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    static DrillPipeline start(Path folder, List<MarketSpec> markets, long seed) throws Exception {
        return new DrillPipeline(folder, markets, seed);
    }

    UpbitSimulator exchange() {
        return exchange;
    }

    Servers servers() {
        return servers;
    }

    /** Starts an ingest of all the markets. */
    ServiceProcess ingest(String replica) throws IOException {
        Map<String, String> environment = new HashMap<>(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", servers.bootstrapServers(),
                "INGEST_REPLICA", replica,
                "INGEST_SYMBOLS", "KRW",
                "INGEST_WS_URL", exchange.webSocketUri().toString(),
                "INGEST_REST_URL", exchange.restUri().toString(),
                "INGEST_PARTITIONS", Integer.toString(Servers.PARTITIONS),
                "INGEST_REPLICATION", "1",
                "INGEST_KEY_FRAMES", "45s",
                "INGEST_BUFFER_MIB", Integer.toString(BUFFER_MIB)));
        environment.put("INGEST_HTTP_ADDRESS", "off");
        environment.put("KAFKA_BUFFER_MEMORY", Integer.toString(KAFKA_BUFFER_MIB << 20));
        return ServiceProcess.start(IngestMain.class, HEAP_MIB, environment, folder.resolve(replica));
    }

    /** What the processes of a replica have printed. */
    String output(String replica) throws IOException {
        return ServiceProcess.output(folder.resolve(replica));
    }

    /** Promise 4 for all rows there are. */
    Verification.Outcome verify() throws InterruptedException, SQLException {
        return new Verification(
                        resample,
                        new Verification.Database(
                                servers.postgres().jdbcUrl(), MarketSchema.VERIFIER_ROLE, MarketSchema.VERIFIER_ROLE),
                        Servers.SINK_GROUP,
                        InstantSource.system())
                .run(null, null);
    }

    @Override
    public void close() {
        opened.close();
    }
}
