package io.market1s.local;

import io.market1s.local.console.Progress;
import io.market1s.local.folder.DataDir;
import io.market1s.local.folder.Ports;
import io.market1s.local.postgres.PostgresServer;
import io.market1s.local.report.Report;
import io.market1s.local.run.Pipeline;
import io.market1s.local.run.Servers;
import io.market1s.local.run.SimulatedExchange;
import io.market1s.operations.Resources;
import io.market1s.simulator.SimulatorSettings;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The whole pipeline against a synthetic exchange, on free ports. */
final class RunningPipeline implements AutoCloseable {
    private static final Progress SILENT = new Progress(new PrintWriter(Writer.nullWriter()));

    private final Resources resources = new Resources();
    final SimulatedExchange exchange;
    final Pipeline pipeline;
    final DataDir dataDir;
    final int portOffset = FreePorts.offset();

    /** A row as far as these tests look at it. */
    record Row(Instant ts, boolean complete, int trades) {}

    RunningPipeline(Path folder, long seed, List<String> symbols) throws Exception {
        try {
            Ports ports = Ports.offsetBy(portOffset);
            dataDir = resources.add(DataDir.open(folder));
            exchange = resources.add(SimulatedExchange.synthetic(
                    SimulatorSettings.synthetic(seed).withPort(ports.exchange()), symbols));
            PostgresServer postgres = PostgresServer.prepare(dataDir.postgres(), ports.postgres());
            Path plugins = Path.of(System.getProperty(Servers.PLUGINS_PROPERTY));
            pipeline = resources.add(Pipeline.start(
                    new Pipeline.Parts(dataDir, ports, plugins, postgres), exchange, SILENT, InstantSource.system()));
        } catch (Exception e) {
            resources.close();
            throw e;
        }
    }

    /** The rows of a symbol with {@code ts} in [from, to], in order. */
    List<Row> rows(String symbol, Instant from, Instant to) throws SQLException {
        String select =
                "SELECT ts, complete, trade_count_1s FROM market_1s WHERE symbol = ? AND ts BETWEEN ? AND ? ORDER BY ts";
        try (Connection connection = pipeline.servers().connectAsReader();
                PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setString(1, symbol);
            statement.setTimestamp(2, Timestamp.from(from));
            statement.setTimestamp(3, Timestamp.from(to));
            List<Row> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new Row(rows.getTimestamp(1).toInstant(), rows.getBoolean(2), rows.getInt(3)));
                }
            }
            return found;
        }
    }

    /** Ends the run in order. */
    Report stop() throws Exception {
        return pipeline.stop(SILENT);
    }

    @Override
    public void close() {
        resources.close();
    }
}
