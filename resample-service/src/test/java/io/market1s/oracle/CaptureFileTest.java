package io.market1s.oracle;

import static io.market1s.oracle.Records.ms;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureFileTest {
    private static final Path REAL = Path.of("../../shared/upbit-data/capture-20210405/default.derived.jsonl")
            .toAbsolutePath()
            .normalize();
    private static final Duration HORIZON = Duration.ofMinutes(10);

    @Test
    void readsFramesInTheOrderOfTheirArrival(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("capture.jsonl");
        String trade = "{'type':'trade','code':'KRW-BTC','timestamp':1771280700050}";
        String book = "{'type':'orderbook','code':'KRW-ETH','timestamp':1771280699950999}";
        Files.writeString(file, line(1771280700123456789L, trade) + line(1771280700200000000L, book));

        CaptureFile capture = CaptureFile.read(file);

        assertThat(capture.codes()).containsExactly("KRW-BTC", "KRW-ETH");
        assertThat(capture.frames())
                .extracting(CaptureFile.CapturedFrame::type, CaptureFile.CapturedFrame::timestamp)
                .containsExactly(tuple("trade", ms(50)), tuple("orderbook", ms(-50)));
        assertThat(capture.frames().get(0).received()).isEqualTo(Instant.parse("2026-02-16T22:25:00.123456789Z"));
    }

    @Test
    void vouchesForSecondsThatBeginAfterTheCodesFirstFrameUpToTheLastEvidence() {
        CaptureFile capture = new CaptureFile(List.of(
                // The clock stands at 0 when A starts, and at 1500 when B does, whose own first frame is older.
                frame("A", 0), frame("A", 1500), frame("B", 1200), frame("A", 4000), frame("B", 3000)));

        assertThat(capture.covered()).isEqualTo(Map.of("A", Set.of(ms(3000), ms(4000)), "B", Set.of(ms(4000))));
    }

    @Test
    void doesNotVouchForASecondThatMayHaveBegunBeforeTheFirstFrameCame() {
        assertThat(new CaptureFile(List.of(frame("A", 1000), frame("A", 3999))).covered())
                .isEqualTo(Map.of("A", Set.of()));
        assertThat(new CaptureFile(List.of(frame("A", 999), frame("A", 3999))).covered())
                .isEqualTo(Map.of("A", Set.of(ms(3000))));
    }

    @Test
    void givesALateFrameTheTimeOfItsArrival() {
        String raw = "{\"type\":\"orderbook\",\"code\":\"A\",\"timestamp\":%d,\"orderbook_units\":[]}"
                .formatted(ms(0).toEpochMilli());
        Instant inTime = ms(0).plus(HORIZON);
        CaptureFile capture = new CaptureFile(List.of(
                new CaptureFile.CapturedFrame(raw, "orderbook", "A", ms(0), inTime),
                new CaptureFile.CapturedFrame(raw, "orderbook", "A", ms(0), inTime.plusMillis(1))));

        assertThat(capture.records(HORIZON))
                .extracting(RawRecord::timestamp)
                .containsExactly(ms(0), inTime.plusMillis(1));
    }

    /** Promise 1 and the shape of the real capture, as its own README states it. */
    @Test
    void computesEveryRowOfTheRealCapture() throws IOException {
        Assumptions.assumeTrue(Files.exists(REAL), () -> "skipped: no capture at " + REAL);
        CaptureFile capture = CaptureFile.read(REAL);
        List<RawRecord> records = capture.records(HORIZON);
        Instant first = Instant.parse("2021-04-05T18:17:00Z");
        Instant last = Instant.parse("2021-04-05T18:19:00Z");

        List<OracleRow> rows = new BruteForce(Duration.ofHours(6)).rows(records, capture.codes(), first, last);

        assertThat(capture.frames()).hasSize(1733);
        assertThat(capture.codes()).hasSize(9);
        capture.covered().forEach((code, seconds) -> {
            Instant from = seconds.iterator().next();
            assertThat(rows.stream().filter(row -> row.symbol().equals(code)).map(OracleRow::ts))
                    .hasSize((int) (Duration.between(from, last).toSeconds() + 1))
                    .startsWith(from);
        });
        assertThat(rows).filteredOn(OracleRow::complete).isNotEmpty();
        assertThat(rows.stream().mapToInt(OracleRow::tradeCount1s).sum()).isEqualTo(tradesInCoveredTime(capture));
    }

    private static int tradesInCoveredTime(CaptureFile capture) {
        Map<String, Set<Instant>> covered = capture.covered();
        Set<String> trades = new TreeSet<>();
        for (CaptureFile.CapturedFrame frame : capture.frames()) {
            JsonNode json = Json.read(frame.raw());
            Instant from =
                    requireNonNull(covered.get(frame.code())).iterator().next().minusSeconds(1);
            if (frame.type().equals("trade") && json.get("trade_timestamp").longValue() >= from.toEpochMilli()) {
                trades.add(frame.code() + json.get("sequential_id"));
            }
        }
        return trades.size();
    }

    private static String line(long receivedNanos, String raw) {
        return "{\"recv_ns\":" + receivedNanos + ",\"raw\":\"" + raw.replace("'", "\\\"") + "\"}\n";
    }

    private static CaptureFile.CapturedFrame frame(String code, long millis) {
        return new CaptureFile.CapturedFrame("{}", "orderbook", code, ms(millis), ms(millis + 300));
    }
}
