package io.market1s.resample.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.oracle.ActualRows;
import io.market1s.oracle.BruteForce;
import io.market1s.oracle.CaptureFile;
import io.market1s.oracle.Differences;
import io.market1s.oracle.OracleRow;
import io.market1s.oracle.RawRecord;
import io.market1s.simulator.capture.SyntheticCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promises 3 and 4: the rows of a capture are what a brute-force computation says, live, behind, and in any order. */
class CaptureTopologyTest {
    private static final Path REAL = Path.of("../../shared/upbit-data/capture-20210405/default.derived.jsonl");
    private static final Duration KEEP_ALIVE = Duration.ofHours(6);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void theRealCaptureLive() throws IOException {
        CaptureFile capture = real();
        assertThat(live(capture)).isEmpty();
    }

    @Test
    void theRealCaptureInAnyOrderFarBehind() throws IOException {
        CaptureFile capture = real();
        assertThat(shuffled(capture)).isEmpty();
    }

    @Test
    void aSyntheticCaptureLive() throws IOException {
        assertThat(live(synthetic())).isEmpty();
    }

    @Test
    void aSyntheticCaptureInAnyOrderFarBehind() throws IOException {
        assertThat(shuffled(synthetic())).isEmpty();
    }

    private static CaptureFile real() throws IOException {
        Assumptions.assumeTrue(Files.exists(REAL), "the real capture is not beside this checkout: " + REAL);
        return CaptureFile.read(REAL);
    }

    private CaptureFile synthetic() throws IOException {
        Path file = folder.resolve("synthetic.jsonl");
        SyntheticCapture.write(file, 7, Duration.ofSeconds(40), List.of("KRW-BTC", "KRW-ADA", "BTC-ETH", "USDT-BTC"));
        return CaptureFile.read(file);
    }

    /** Frames at the times of their arrival, heartbeats as soon as there is evidence, the wall clock beside them. */
    private List<String> live(CaptureFile capture) {
        List<CaptureFile.CapturedFrame> frames = capture.frames();
        Map<String, Set<Instant>> covered = capture.covered();
        Deque<RawRecord> evidence = new ArrayDeque<>(evidence(capture));
        Instant start = frames.get(0).received().truncatedTo(ChronoUnit.MILLIS);
        Instant proven = start.minusSeconds(60);
        try (Pipeline pipeline = new Pipeline(folder.resolve("live"), KEEP_ALIVE, start)) {
            for (CaptureFile.CapturedFrame frame : frames) {
                pipeline.pauseUntil(frame.received().truncatedTo(ChronoUnit.MILLIS));
                pipeline.record(capture.record(frame, Pipeline.HORIZON));
                while (!evidence.isEmpty() && !evidence.element().received().isAfter(frame.received())) {
                    pipeline.record(evidence.remove());
                }
                for (Instant second = floor(proven).plusSeconds(1);
                        !second.isAfter(frame.timestamp());
                        second = second.plusSeconds(1)) {
                    Instant evident = second;
                    covered.forEach((code, seconds) -> {
                        if (seconds.contains(evident)) {
                            pipeline.heartbeat(code, evident, CaptureFile.FEED);
                        }
                    });
                    proven = second;
                }
            }
            evidence.forEach(pipeline::record);
            Instant last = floor(frames.get(frames.size() - 1).received()).plusSeconds(3);
            pipeline.runUntil(last.plusMillis(1_600));
            return differences(capture, last.plusSeconds(1), pipeline);
        }
    }

    /** Everything in the log in a random order, twice, long ago; the same log closes second by second when it ends. */
    private List<String> shuffled(CaptureFile capture) {
        List<RawRecord> records = records(capture);
        records.addAll(records(capture));
        Collections.shuffle(records, new Random(42));
        Instant last = records.stream()
                .map(RawRecord::timestamp)
                .max(Instant::compareTo)
                .map(time -> floor(time).plusSeconds(3))
                .orElseThrow();
        try (Pipeline pipeline = new Pipeline(folder.resolve("behind"), KEEP_ALIVE, last.plusMillis(500))) {
            pipeline.brokerFallsSilent();
            for (RawRecord record : records) {
                pipeline.record(record);
            }
            pipeline.brokerAnswersAgain();
            pipeline.runUntil(last.plusMillis(1_600));
            return differences(capture, last.plusSeconds(1), pipeline);
        }
    }

    private static List<String> differences(CaptureFile capture, Instant last, Pipeline pipeline) {
        List<RawRecord> records = records(capture);
        Instant first = capture.frames().stream()
                .map(CaptureFile.CapturedFrame::timestamp)
                .min(Instant::compareTo)
                .map(CaptureTopologyTest::floor)
                .orElseThrow();
        List<OracleRow> expected = new BruteForce(KEEP_ALIVE).rows(records, capture.codes(), first, last);
        assertThat(expected)
                .as("rows to compare")
                .hasSizeGreaterThan(30 * capture.codes().size());
        List<OracleRow> actual = pipeline.finalRows().map(ActualRows::ofJson).toList();
        return Differences.between(expected, actual);
    }

    private static List<RawRecord> records(CaptureFile capture) {
        List<RawRecord> records = new ArrayList<>(capture.records(Pipeline.HORIZON));
        records.addAll(evidence(capture));
        return records;
    }

    /** Of each market ranges that are withdrawn and ranges that are filled, each told up to nine seconds after its end. */
    private static List<RawRecord> evidence(CaptureFile capture) {
        Random random = new Random(7);
        Instant first = floor(capture.frames().get(0).received());
        List<RawRecord> evidence = new ArrayList<>();
        for (String code : capture.codes()) {
            for (int i = 0; i < 6; i++) {
                Instant from = first.plusMillis(random.nextInt(25_000));
                Instant until = from.plusMillis(1 + random.nextInt(5_000));
                String json = i % 2 == 0
                        ? "{\"type\":\"filled\",\"code\":\"%s\",\"from\":%d,\"until\":%d}"
                        : "{\"type\":\"withdrawn\",\"code\":\"%s\",\"from\":%d,\"until\":%d,\"reason\":\"x\",\"feed\":\""
                                + CaptureFile.FEED + "\"}";
                evidence.add(new RawRecord(
                        RawRecord.HEARTBEAT,
                        code,
                        json.formatted(code, from.toEpochMilli(), until.toEpochMilli()),
                        until,
                        until.plusMillis(random.nextInt(9_000))));
            }
        }
        evidence.sort(Comparator.comparing(RawRecord::received));
        return evidence;
    }

    private static Instant floor(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond());
    }
}
