package io.market1s.simulator.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.market1s.simulator.frame.MadeTrade;
import io.market1s.simulator.frame.TimedFrame;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptureTest {
    private static final String GOOD = "{\"recv_ns\":1617646620849474000,\"raw\":\"{\\\"type\\\":\\\"trade\\\","
            + "\\\"code\\\":\\\"KRW-IQ\\\",\\\"timestamp\\\":1617646620082,\\\"trade_timestamp\\\":1617646620000,"
            + "\\\"trade_price\\\":41.2,\\\"trade_volume\\\":12111.68,\\\"ask_bid\\\":\\\"ASK\\\","
            + "\\\"prev_closing_price\\\":43.20000000,\\\"sequential_id\\\":1617646620000000}\"}";

    private final Path folder;

    CaptureTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json | line 2: is not whole JSON",
                "[] | line 2: is not a JSON object",
                "{\"recv_ns\":1617646620849474001} | line 2: raw is missing",
                "{\"raw\":\"{}\"} | line 2: recv_ns is missing",
                "{\"recv_ns\":\"x\",\"raw\":\"{}\"} | line 2: recv_ns must be a whole number",
                "{\"recv_ns\":1617646620849474001,\"raw\":{}} | line 2: raw must be a text",
                "{\"recv_ns\":1617646620849474001,\"raw\":\"{\"} | line 2: raw is not a frame of format DEFAULT",
                "{\"recv_ns\":1617646620849474001,\"raw\":\"{}\"} | line 2: raw is not a frame of format DEFAULT: missing",
                "{\"recv_ns\":1,\"raw\":\"{}\"} | line 2: recv_ns is much earlier",
                "{\"recv_ns\":1617646620849474001,\"raw\":\"{}\"} {} | line 2: has something after",
            })
    void namesTheLineAndWhatIsWrongWithIt(String second, String problem) throws IOException {
        Path file = write(GOOD, second, GOOD);

        assertThatThrownBy(() -> Capture.load(file))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(problem);
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        Path file = write();

        assertThatThrownBy(() -> Capture.load(file))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("no market frames");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertThatThrownBy(() -> Capture.load(folder.resolve("none")))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("no such file");
    }

    /** An export holds more than an exchange sends over its WebSocket. */
    @Test
    void leavesOutHeartbeatsAndBackFilledTradesOfAnExport() throws IOException, CaptureException {
        String heartbeat = "{\"recv_ns\":1617646620849474000,\"raw\":\"{\\\"type\\\":\\\"heartbeat\\\"}\","
                + "\"topic\":\"upbit.heartbeat\",\"headers\":{\"source\":\"ws\"}}";
        String fromRest = "{\"recv_ns\":1617646620849474000,\"raw\":\"{\\\"market\\\":\\\"KRW-IQ\\\"}\","
                + "\"topic\":\"upbit.trade\",\"headers\":{\"feed\":\"a/1\",\"source\":\"rest\"}}";

        assertThat(Capture.load(write(heartbeat, fromRest, GOOD)).size()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"capture.jsonl.gz", "capture.jsonl.zst", "capture.jsonl"})
    void readsWhatIsCompressed(String name) throws IOException, CaptureException {
        Path file = folder.resolve(name);
        try (OutputStream out = CaptureFiles.create(file)) {
            out.write((GOOD + "\n").repeat(20).getBytes(UTF_8));
        }

        assertThat(Capture.load(file).size()).isEqualTo(20);
        assertThat(Files.size(file) < 20L * GOOD.length()).isEqualTo(!name.endsWith(".jsonl"));
    }

    @Test
    void leavesOutFramesThatAreNotAboutAMarket() throws IOException, CaptureException {
        Capture capture = Capture.load(
                write("{\"recv_ns\":1617646620849474000,\"raw\":\"{\\\"status\\\":\\\"UP\\\"}\",\"x\":1}", GOOD));

        assertThat(capture.size()).isEqualTo(1);
        assertThat(capture.symbols()).containsExactly("KRW-IQ");
    }

    /** What recorders leave: another type, a blank line, a small step back in time, a last line that is cut off. */
    @Test
    void takesWhatRecordersLeaveAndSaysWhatItLeftOut() throws IOException, CaptureException {
        String candle = GOOD.replace("\\\"type\\\":\\\"trade\\\"", "\\\"type\\\":\\\"candle.1s\\\"");
        String earlier = GOOD.replace("1617646620849474000", "1617646620819474000");
        Path file = folder.resolve("recorded.jsonl");
        Files.writeString(file, String.join("\n", GOOD, candle, "", earlier, GOOD, GOOD.substring(0, 90)));

        Capture capture = Capture.load(file);

        assertThat(capture.size()).isEqualTo(3);
        assertThat(capture.length()).isZero();
        assertThat(capture.notes())
                .containsExactly(
                        "left out, of a type that is not played: 1 lines, the first is line 2",
                        "left out, blank: 1 lines, the first is line 3",
                        "recv_ns a little earlier than on the line before, played at that line's time: 1 lines, the"
                                + " first is line 4",
                        "left out, cut off at the end of the file: 1 lines, the first is line 6");
    }

    @Test
    void isSilentUntilTheFirstClientSubscribes() throws IOException, CaptureException {
        CaptureSource source = new CaptureSource(Capture.load(write(GOOD)), trade -> {});

        assertThat(source.poll(Instant.parse("2030-01-01T00:00:00Z"))).isNull();
        assertThat(source.shiftMillis()).isEmpty();
    }

    @Test
    void startsTwoToThreeSecondsAfterTheFirstSubscriptionShiftedByWholeSeconds() throws IOException, CaptureException {
        for (int millis = 0; millis < 1000; millis += 137) {
            CaptureSource source = new CaptureSource(Capture.load(write(GOOD)), trade -> {});
            Instant subscribed = Instant.parse("2026-11-23T00:00:00Z").plusMillis(millis);
            source.subscribed(subscribed);
            source.subscribed(subscribed.plusSeconds(20));

            assertThat(source.nextPoll(subscribed)).isBetween(subscribed.plusSeconds(2), subscribed.plusSeconds(3));
            assertThat(source.shiftMillis().orElseThrow() % 1000).isZero();
        }
    }

    @Test
    void playsEachFrameAtItsPlaceAndTellsOfItsTradesThen() throws IOException, CaptureException {
        Path file = folder.resolve("synthetic.jsonl");
        SyntheticCapture.write(file, 4, Duration.ofSeconds(20), List.of("KRW-BTC", "USDT-BTC"));
        Capture capture = Capture.load(file);
        List<MadeTrade> made = new ArrayList<>();
        CaptureSource source = new CaptureSource(capture, made::add);
        source.subscribed(Instant.parse("2026-11-23T00:00:00.5Z"));
        Duration shift = Duration.ofMillis(source.shiftMillis().orElseThrow());
        int played = 0;
        List<Instant> recorded = new ArrayList<>();
        try (CaptureReader reader = capture.read()) {
            for (CapturedFrame frame = reader.next(); frame != null; frame = reader.next()) {
                recorded.add(frame.received());
            }
        }
        for (Instant now = source.nextPoll(Instant.EPOCH); played < capture.size(); now = source.nextPoll(now)) {
            assertThat(source.poll(now.minusNanos(1))).isNull();
            for (TimedFrame frame = source.poll(now); frame != null; frame = source.poll(now)) {
                assertThat(frame.due()).isEqualTo(now);
                assertThat(frame.due()).isEqualTo(recorded.get(played++).plus(shift));
            }
        }

        assertThat(made).isNotEmpty();
        assertThat(made.get(0).trade().time()).isAfter(Instant.parse("2026-11-23T00:00:00Z"));
        assertThat(source.poll(Instant.MAX)).isNull();
    }

    /** Promise 3 on real input: what is played is what was recorded, but for the two times. */
    @Test
    void playsTheWholeRealCaptureByteForByteButForTheTwoTimes() throws IOException, CaptureException {
        Path real = Path.of("../../shared/upbit-data/capture-20210405/default.derived.jsonl");
        assumeThat(real).as("the real capture is not on this machine").exists();
        CaptureSource source = new CaptureSource(Capture.load(real), trade -> {});
        source.subscribed(Instant.parse("2026-11-23T00:00:00.5Z"));
        long shift = source.shiftMillis().orElseThrow();
        Pattern time = Pattern.compile("(\"(?:trade_)?timestamp\":)(\\d{13})(?=[,}])");

        for (String line : Files.readAllLines(real)) {
            String raw = line.substring(line.indexOf("\"raw\":\"") + 7, line.length() - 2);
            String expected = time.matcher(raw.replace("\\\"", "\""))
                    .replaceAll(found -> found.group(1) + (Long.parseLong(found.group(2)) + shift));
            TimedFrame played = Objects.requireNonNull(source.poll(Instant.MAX));
            assertThat(new String(played.bytes(), UTF_8)).isEqualTo(expected);
        }
        assertThat(source.poll(Instant.MAX)).isNull();
    }

    @Test
    void writesTheSameSyntheticCaptureFromTheSameSeed() throws IOException {
        Path one = folder.resolve("one");
        Path other = folder.resolve("other");
        SyntheticCapture.write(one, 4, Duration.ofSeconds(5), List.of("KRW-BTC"));
        SyntheticCapture.write(other, 4, Duration.ofSeconds(5), List.of("KRW-BTC"));

        assertThat(one).hasSameBinaryContentAs(other);
        assertThat(Files.readAllLines(one)).hasSizeGreaterThan(50);
    }

    private Path write(String... lines) throws IOException {
        Path file = folder.resolve("capture.jsonl");
        return Files.write(file, List.of(lines), UTF_8);
    }
}
