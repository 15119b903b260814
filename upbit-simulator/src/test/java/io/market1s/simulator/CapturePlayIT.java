package io.market1s.simulator;

import static io.market1s.simulator.TestClient.PATIENCE;
import static io.market1s.simulator.TestClient.type;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.market1s.data.Trade;
import io.market1s.simulator.capture.Capture;
import io.market1s.simulator.capture.SyntheticCapture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Capture files are read here on their own, with nothing of the simulator's. */
class CapturePlayIT {
    private static final Pattern LINE = Pattern.compile("\\{\"recv_ns\":(\\d+),\"raw\":\"(.*)\"}");
    private static final Pattern TIME = Pattern.compile("(\"(?:trade_)?timestamp\":)(\\d{13})(?=[,}])");

    private final Path folder;

    CapturePlayIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void playsACaptureByteForByteButForTheTwoTimes() throws Exception {
        Path file = folder.resolve("capture.jsonl");
        SyntheticCapture.write(file, 9, Duration.ofSeconds(4), List.of("KRW-BTC", "KRW-ETH", "BTC-ETH"));

        play(file, Integer.MAX_VALUE);
    }

    @Test
    void playsTheRealCapture() throws Exception {
        Path real = Path.of("../../shared/upbit-data/capture-20210405/default.derived.jsonl");
        assumeThat(real).as("the real capture is not on this machine").exists();

        play(real, 150);
    }

    private static void play(Path file, int most) throws Exception {
        List<String> recorded = new ArrayList<>();
        List<Long> arrivals = new ArrayList<>();
        for (String line : Files.readAllLines(file).stream().limit(most).toList()) {
            Matcher matcher = LINE.matcher(line);
            assertThat(matcher.matches()).isTrue();
            arrivals.add(Long.parseLong(matcher.group(1)));
            recorded.add(matcher.group(2).replace("\\\"", "\""));
        }
        try (UpbitSimulator simulator = UpbitSimulator.start(SimulatorSettings.playing(Capture.load(file)));
                TestClient client = TestClient.connect(simulator)) {
            String[] codes = simulator.symbols().toArray(new String[0]);
            Instant subscribed = Instant.now();
            client.request(type("trade", codes), type("orderbook", codes), type("ticker", codes));
            client.ping("subscribed");
            await().atMost(PATIENCE).until(() -> !client.pongs.isEmpty());
            Instant answered = Instant.now();
            await().atMost(PATIENCE).until(() -> client.frames.size() >= recorded.size());
            long shift = simulator.captureShiftMillis().orElseThrow();

            assertThat(shift % 1000).isZero();
            assertThat(Instant.ofEpochMilli(arrivals.get(0) / 1_000_000 + shift))
                    .isBetween(subscribed.plusMillis(1999), answered.plusMillis(3001));
            List<String> expected =
                    recorded.stream().map(raw -> shifted(raw, shift)).toList();
            assertThat(client.texts().subList(0, recorded.size())).isEqualTo(expected);
            assertThatNoneComesEarly(client, arrivals, shift);
            if (most > recorded.size()) {
                assertQuietAfterwards(client, recorded.size());
                assertTally(simulator, client);
            }
        }
    }

    private static String shifted(String raw, long millis) {
        return TIME.matcher(raw).replaceAll(time -> time.group(1) + (Long.parseLong(time.group(2)) + millis));
    }

    private static void assertThatNoneComesEarly(TestClient client, List<Long> recorded, long shift) {
        for (int i = 0; i < recorded.size(); i++) {
            assertThat(client.arrivals.get(i))
                    .as("frame %d", i)
                    .isAfterOrEqualTo(Instant.ofEpochMilli(recorded.get(i) / 1_000_000 + shift));
        }
    }

    private static void assertQuietAfterwards(TestClient client, int frames) {
        client.send("PING").awaitText("{\"status\":\"UP\"}");
        assertThat(client.frames).hasSize(frames + 1);
    }

    private static void assertTally(UpbitSimulator simulator, TestClient client) {
        for (String symbol : simulator.symbols()) {
            List<Trade> trades = client.trades(frame -> frame.event().symbol().equals(symbol));
            assertThat(simulator
                            .tally()
                            .between(symbol, Instant.EPOCH, Instant.MAX)
                            .trades())
                    .isEqualTo(new HashSet<>(trades).size());
        }
        assertThat(new String(client.frames.get(0), UTF_8)).contains("REALTIME");
    }
}
