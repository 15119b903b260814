package io.market1s.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.local.console.Progress;
import io.market1s.local.folder.Location;
import io.market1s.local.run.Access;
import io.market1s.oracle.ActualRows;
import io.market1s.oracle.CaptureFile;
import io.market1s.oracle.Differences;
import io.market1s.oracle.OracleRow;
import io.market1s.simulator.capture.Capture;
import io.market1s.simulator.capture.SyntheticCapture;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promises 3 and 4 across machines: a recording gives its rows wherever it is imported, and so does what was exported. */
class ImportIT {
    private final Path folder;
    private final int portOffset = FreePorts.offset();

    ImportIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void theRealCaptureGivesTheRowsOfABruteForceComputation() throws Exception {
        Assumptions.assumeTrue(
                Files.exists(PlayIT.REAL), "the real capture is not beside this checkout: " + PlayIT.REAL);

        assertSucceeds("import", folder.resolve("data"), PlayIT.REAL);

        assertThat(differencesFromBruteForce(PlayIT.REAL, folder.resolve("data")))
                .isEmpty();
    }

    @Test
    void aRecordingAndItsExportGiveTheSameRows() throws Exception {
        Path recording = folder.resolve("synthetic.jsonl");
        SyntheticCapture.write(recording, 12, Duration.ofSeconds(15), List.of("KRW-BTC", "KRW-XRP", "BTC-ETH"));
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        Path exported = folder.resolve("exported.jsonl.zst");

        CommandRun imported = assertSucceeds("import", first, recording);
        assertThat(imported.output()).contains("so they were made from its frames");
        assertThat(differencesFromBruteForce(recording, first)).isEmpty();

        CommandRun again = command("import", first, recording);
        assertThat(again.exitCode()).as(again.toString()).isEqualTo(2);
        assertThat(again.errors()).contains("are not empty", "--data-dir");

        assertSucceeds("export", first, exported);
        // What the recording said, and the heartbeats besides.
        assertThat(Capture.load(exported).size())
                .isEqualTo(Capture.load(recording).size());
        CommandRun reimported = assertSucceeds("import", second, exported);
        assertThat(reimported.output()).doesNotContain("made up");
        assertThat(Differences.between(rows(first), rows(second))).isEmpty();

        // Nobody but the rebuild ever made these rows.
        CommandRun verify = CommandRun.of("verify", "--data-dir=" + second, "--port-offset=" + portOffset);
        assertThat(verify.exitCode()).as(verify.toString()).isZero();
    }

    private List<String> differencesFromBruteForce(Path recording, Path dataDir) throws Exception {
        List<OracleRow> expected = PlayIT.expected(CaptureFile.read(recording));
        assertThat(expected).isNotEmpty();
        Instant last =
                expected.stream().map(OracleRow::ts).max(Instant::compareTo).orElseThrow();
        return Differences.between(
                expected,
                rows(dataDir).stream().filter(row -> !row.ts().isAfter(last)).toList());
    }

    private List<OracleRow> rows(Path dataDir) throws Exception {
        Location location = new Location();
        location.dataDir = dataDir;
        location.portOffset = portOffset;
        List<OracleRow> rows = new ArrayList<>();
        try (Access access = Access.open(
                        location, "test", Access.Need.STORES, new Progress(new PrintWriter(Writer.nullWriter())));
                Connection connection = access.connectAsReader();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT * FROM market_1s")) {
            while (result.next()) {
                rows.add(ActualRows.of(result));
            }
        }
        return rows;
    }

    private CommandRun assertSucceeds(String name, Path dataDir, Path file) {
        CommandRun run = command(name, dataDir, file);
        assertThat(run.exitCode()).as(run.toString()).isZero();
        return run;
    }

    private CommandRun command(String name, Path dataDir, Path file) {
        return CommandRun.of(name, file.toString(), "--data-dir=" + dataDir, "--port-offset=" + portOffset);
    }
}
