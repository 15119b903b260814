package io.market1s.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.market1s.local.console.Progress;
import io.market1s.local.folder.DataDir;
import io.market1s.local.folder.Ports;
import io.market1s.local.postgres.PostgresServer;
import io.market1s.local.run.Pipeline;
import io.market1s.local.run.Servers;
import io.market1s.local.run.SimulatedExchange;
import io.market1s.operations.Resources;
import io.market1s.oracle.ActualRows;
import io.market1s.oracle.BruteForce;
import io.market1s.oracle.CaptureFile;
import io.market1s.oracle.Differences;
import io.market1s.oracle.OracleRow;
import io.market1s.oracle.RawRecord;
import io.market1s.simulator.SimulatorSettings;
import io.market1s.simulator.capture.Capture;
import io.market1s.simulator.capture.SyntheticCapture;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise 3, whole: a capture played through every part gives the rows of a brute-force computation, to the last digit. */
class PlayIT {
    static final Path REAL = Path.of("../../shared/upbit-data/capture-20210405/default.derived.jsonl");

    /** Seconds after the capture's end that are compared too: carried, and not complete. */
    private static final int AFTER = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration HORIZON = Duration.ofMinutes(10);
    private static final Duration KEEP_ALIVE = Duration.ofMinutes(10);

    @Test
    void theRealCapture(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(Files.exists(REAL), "the real capture is not beside this checkout: " + REAL);
        playAndCompare(REAL, folder, true);
    }

    @Test
    void aSyntheticCapture(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("synthetic.jsonl");
        SyntheticCapture.write(file, 11, Duration.ofSeconds(15), List.of("KRW-BTC", "KRW-XRP", "BTC-ETH"));
        playAndCompare(file, folder, false);
    }

    /** Promise 4 too if asked for: what was played is also what a rebuild of it gives. */
    private static void playAndCompare(Path file, Path folder, boolean andVerify) throws Exception {
        CaptureFile expectedFrom = CaptureFile.read(file);
        Capture capture = Capture.load(file);
        Duration length = Duration.between(
                expectedFrom.frames().get(0).received(),
                expectedFrom.frames().get(expectedFrom.frames().size() - 1).received());
        try (Resources resources = new Resources()) {
            int portOffset = FreePorts.offset();
            Ports ports = Ports.offsetBy(portOffset);
            DataDir dataDir = resources.add(DataDir.open(folder.resolve("data")));
            SimulatedExchange exchange = resources.add(SimulatedExchange.playing(
                    SimulatorSettings.playing(capture).withPort(ports.exchange()),
                    capture,
                    List.copyOf(expectedFrom.codes())));
            PostgresServer postgres = PostgresServer.prepare(dataDir.postgres(), ports.postgres());
            Path plugins = Path.of(Objects.requireNonNull(System.getProperty(Servers.PLUGINS_PROPERTY)));
            Pipeline pipeline = resources.add(Pipeline.start(
                    new Pipeline.Parts(dataDir, ports, plugins, postgres),
                    exchange,
                    new Progress(new PrintWriter(Writer.nullWriter())),
                    InstantSource.system()));
            await().atMost(PATIENCE).until(() -> exchange.playShiftMillis() != null);
            Duration shift = Duration.ofMillis(Objects.requireNonNull(exchange.playShiftMillis()));
            List<OracleRow> expected = expected(expectedFrom).stream()
                    .map(row -> row.playedLaterBy(shift))
                    .toList();
            Instant last =
                    expected.stream().map(OracleRow::ts).max(Instant::compareTo).orElseThrow();
            await().atMost(length.plus(PATIENCE)).ignoreExceptions().untilAsserted(() -> assertThat(
                            Differences.between(expected, rows(pipeline, last)))
                    .isEmpty());
            if (andVerify) {
                CommandRun verify = CommandRun.of("verify", "--data-dir=" + dataDir, "--port-offset=" + portOffset);
                assertThat(verify.exitCode()).as(verify.toString()).isZero();
                assertThat(verify.output()).contains(": 0 differences");
            }
        }
    }

    /** The rows of a capture, up to {@link #AFTER} seconds after its end. */
    static List<OracleRow> expected(CaptureFile capture) {
        List<RawRecord> records = capture.records(HORIZON);
        TreeSet<Instant> covered = new TreeSet<>();
        capture.covered().values().forEach(covered::addAll);
        Instant last = covered.last().plusSeconds(AFTER);
        // The second after the last one compared is closed too: only then its completeness is decided.
        return new BruteForce(KEEP_ALIVE, HORIZON)
                .rows(records, capture.codes(), covered.first(), last.plusSeconds(1)).stream()
                        .filter(row -> !row.ts().isAfter(last))
                        .toList();
    }

    private static List<OracleRow> rows(Pipeline pipeline, Instant last) throws SQLException {
        List<OracleRow> rows = new ArrayList<>();
        try (Connection connection = pipeline.servers().connectAsReader();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT * FROM market_1s")) {
            while (result.next()) {
                OracleRow row = ActualRows.of(result);
                if (!row.ts().isAfter(last)) {
                    rows.add(row);
                }
            }
        }
        return rows;
    }
}
