package io.market1s.drill.resample;

import static org.awaitility.Awaitility.await;

import io.market1s.drill.part.DrillBroker;
import io.market1s.oracle.BruteForce;
import io.market1s.oracle.Differences;
import io.market1s.oracle.OracleRow;
import io.market1s.oracle.RawRecord;
import io.market1s.resample.ResampleSettings;
import io.market1s.resample.rebuild.Rebuild;
import io.market1s.resample.rebuild.RebuildRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Checks promises 1, 3 and 4 at the end of a drill. The last bar of every second has to equal the brute-force
 * computation over the raw topics, none may be missing and none too many. The same holds for a rebuild. No bar may be
 * emitted again without a change.
 *
 * @param rows how many there had to be
 * @param corrections how many bars were emitted again
 * @param faults everything that should not be
 */
record OracleCheck(long rows, long corrections, List<String> faults) {
    private static final Duration KEEP_ALIVE = Duration.ofHours(6);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String REBUILT = "market_1s.rebuilt";

    /** Checks the seconds up to and including {@code last}; the resampler has to have closed some seconds after it. */
    static OracleCheck of(DrillBroker broker, BarTail tail, Instant last) throws InterruptedException {
        new Rebuild(ResampleSettings.from(broker.environment("rebuild")), InstantSource.system())
                .run(new RebuildRequest(null, last, REBUILT));
        List<String> faults = new ArrayList<>(tail.faults());
        long rows = 0;
        try (BarTail rebuilt = BarTail.of(broker, REBUILT)) {
            await().atMost(PATIENCE).until(() -> rebuilt.has(last));
            for (int partition = 0; partition < DrillBroker.PARTITIONS; partition++) {
                List<OracleRow> expected = expected(RawTopicContents.read(broker, partition), last);
                faults.addAll(Differences.between(expected, tail.rows(partition, last)));
                Differences.between(expected, rebuilt.rows(partition, last))
                        .forEach(difference -> faults.add("rebuilt: " + difference));
                rows += expected.size();
            }
            rebuilt.check();
        }
        return new OracleCheck(rows, tail.corrections(), faults);
    }

    private static List<OracleRow> expected(Map<String, List<RawRecord>> bySymbol, Instant last) {
        List<OracleRow> expected = new ArrayList<>();
        bySymbol.forEach((symbol, records) -> {
            Instant first = records.stream()
                    .filter(record -> record.topic().equals(RawRecord.HEARTBEAT))
                    .map(RawRecord::timestamp)
                    .min(Instant::compareTo)
                    .orElseThrow();
            // The second after the last one is closed too: only then its completeness is decided.
            new BruteForce(KEEP_ALIVE, DrillBroker.HORIZON)
                    .rows(records, List.of(symbol), first, last.plusSeconds(1)).stream()
                            .filter(row -> !row.ts().isAfter(last))
                            .forEach(expected::add);
        });
        return expected;
    }
}
