package io.market1s.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.local.console.StopSignal;
import io.market1s.local.folder.DataDir;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a user gets for a mistake: a message that says what to do, exit code 2, no stack trace, nothing started. */
class BadUseTest {
    private static final String TRADE =
            "{\"recv_ns\":1617646649000000000,\"raw\":\"{\\\"type\\\":\\\"trade\\\",\\\"code\\\":\\\"KRW-BTC\\\",\\\"timestamp\\\":1617646648900,"
                    + "\\\"trade_timestamp\\\":1617646648000,\\\"trade_price\\\":1.0,\\\"trade_volume\\\":1.0,\\\"ask_bid\\\":\\\"BID\\\","
                    + "\\\"sequential_id\\\":1617646648000000}\"}\n";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    Path folder;

    private record Outcome(int exitCode, String errors) {}

    @Test
    void noCommand() {
        assertRefused(run(), "name a command: demo, play, up, verify");
    }

    @Test
    void anUnknownOption() {
        assertRefused(run("demo", "--fro", "10s"), "Unknown option", "--fro", "demo --help");
    }

    @Test
    void anUnknownCommand() {
        assertRefused(run("dmeo"), "dmeo");
    }

    @Test
    void aBadDuration() {
        assertRefused(run("demo", "--for", "10"), "--for", "'10' is not a duration", "10s");
        assertRefused(run("demo", "--for", "0s"), "--for must be longer than 0");
    }

    @Test
    void aBadPortOffset() {
        assertRefused(run("demo", "--port-offset", "lots"), "--port-offset", "lots");
        assertRefused(run("demo", "--port-offset", "60000"), "--port-offset 60000");
    }

    @Test
    void aFaultThatIsNone() {
        assertRefused(run("demo", "--faults=DROP,EXPLODE"), "--faults", "EXPLODE", "REORDER");
        assertRefused(run("demo", "--faults", "--fault-every", "0s"), "--fault-every must be longer than 0");
    }

    @Test
    void aSymbolThatIsNone() {
        assertRefused(run("demo", "--symbols", "krw-btc"), "'krw-btc' is not a market code", "KRW-BTC");
    }

    @Test
    void aSymbolThatTheExchangeDoesNotServe() {
        assertRefused(run("demo", "--symbols", "KRW-BTC,KRW-NOPE"), "the exchange does not serve KRW-NOPE", "KRW-ETH");
    }

    @Test
    void aCaptureThatIsNotThere() {
        assertRefused(run("play", folder.resolve("none.jsonl").toString()), "none.jsonl", "no such file");
        assertRefused(run("play"), "Missing required parameter", "FILE");
    }

    @Test
    void aCaptureThatIsBrokenInALine() throws IOException {
        Path capture = Files.writeString(folder.resolve("broken.jsonl"), TRADE + TRADE + "{\"recv_ns\":1,\n");

        assertRefused(run("play", capture.toString()), "broken.jsonl, line 3");
    }

    @Test
    void aSymbolThatIsNotInTheCapture() throws IOException {
        Path capture = Files.writeString(folder.resolve("one.jsonl"), TRADE);

        assertRefused(run("play", capture.toString(), "--symbols", "KRW-ETH"), "does not serve KRW-ETH", "KRW-BTC");
    }

    @Test
    void aReportThatCannotBeWritten() {
        assertRefused(run("demo", "--report", folder.resolve("none/r.json").toString()), "cannot write a report to");
    }

    @Test
    void aDataFolderThatCannotBeWritten() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertRefused(run("demo", "--data-dir", file.resolve("data").toString()), "cannot write to the data folder");
    }

    @Test
    void aDataFolderThatAnotherRunUses() throws IOException {
        try (DataDir other = DataDir.open(folder)) {
            assertRefused(run("demo", "--data-dir", folder.toString()), other.toString(), "in use by another run");
        }
    }

    @Test
    void aFolderWithoutData() {
        assertRefused(run("verify", "--data-dir", folder.resolve("none").toString()), "there is no data in", "none");
        assertRefused(run("rebuild", "--data-dir", folder.toString()), "there is no data in");
    }

    @Test
    void anImportOfWhatIsNoCapture() throws IOException {
        assertRefused(run("import", folder.resolve("none.jsonl").toString()), "none.jsonl", "no such file");
        Path broken = Files.writeString(folder.resolve("broken.jsonl"), TRADE + "{\"recv_ns\":1,\n");
        assertRefused(run("import", broken.toString()), "broken.jsonl, line 2: is not whole JSON");
        Path empty = Files.createFile(folder.resolve("empty.jsonl"));
        assertRefused(run("import", empty.toString()), "empty.jsonl: is empty");
        Path zipped = Files.writeString(folder.resolve("plain.jsonl.gz"), TRADE);
        assertRefused(run("import", zipped.toString()), "plain.jsonl.gz: cannot be read", "GZIP");
    }

    @Test
    void anExportThatCannotBeWritten() throws IOException {
        Path file = Files.createFile(folder.resolve("there.jsonl"));
        assertRefused(run("export", file.toString()), "there.jsonl exists already");
        assertRefused(run("export", folder.resolve("none/x.jsonl").toString()), "cannot write to");
    }

    @Test
    void anExchangeWithoutAddress() {
        assertRefused(run("candles", "--exchange", "upbit"), "--exchange upbit is not an address", "https://");
    }

    @Test
    void aTimeThatIsNone() {
        assertRefused(run("verify", "--from", "yesterday"), "'yesterday' is not a time", "2026-02-16T07:00:00Z");
        assertRefused(run("verify", "--from=2026-02-16T07:00:00Z", "--to=2026-02-16T06:00:00Z"), "is before --from");
    }

    @Test
    void helpIsNoMistake() {
        for (String command : new String[] {"demo", "play", "up", "verify", "rebuild", "export", "import", "candles"}) {
            assertThat(run(command, "--help").exitCode()).isZero();
        }
        assertThat(run("--help").exitCode()).isZero();
    }

    private static void assertRefused(Outcome outcome, String... parts) {
        assertThat(outcome.errors()).contains(parts).doesNotContain("\tat ", "Exception");
        assertThat(outcome.exitCode()).isEqualTo(2);
    }

    private static Outcome run(String... arguments) {
        StringWriter errors = new StringWriter();
        CommandLine commandLine = Main.commandLine(new StopSignal(), InstantSource.system())
                .setErr(new PrintWriter(errors))
                .setOut(new PrintWriter(new StringWriter()));
        return new Outcome(commandLine.execute(arguments), errors.toString());
    }
}
