package io.market1s.local.run;

import io.market1s.local.report.ClaimReader;
import io.market1s.local.report.RowRange;
import io.market1s.simulator.tally.Judge;
import io.market1s.simulator.tally.Judgement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Has the rows of a run judged by the exchange's own record, bit by bit while the run goes on: the exchange does not
 * remember for ever. Not thread-safe.
 */
final class RunJudgement {
    /** Rows may still change that are younger. */
    private static final Duration SETTLED_AFTER = Duration.ofHours(1);

    private final Servers servers;
    private final Judge judge;
    private final Map<String, Instant> settledTo = new HashMap<>();
    private Judgement settled = Judgement.NONE;

    RunJudgement(Servers servers, Judge judge) {
        this.servers = servers;
        this.judge = judge;
    }

    /** Judges what will not change any more, for the symbols that are covered. */
    void settle(Map<String, Instant> firstCovered, Instant now) throws SQLException {
        Instant to = now.minus(SETTLED_AFTER).truncatedTo(ChronoUnit.SECONDS);
        List<RowRange> ranges = firstCovered.entrySet().stream()
                .map(first -> rest(new RowRange(first.getKey(), first.getValue(), to)))
                .filter(range -> range.seconds() > 0)
                .toList();
        if (!ranges.isEmpty()) {
            settled = settled.plus(judge(ranges));
            ranges.forEach(range -> settledTo.put(range.symbol(), to));
        }
    }

    /** Of the rows of ranges, each of which begins where its symbol's coverage did. */
    Judgement of(List<RowRange> ranges) throws SQLException {
        return settled.plus(judge(ranges.stream().map(this::rest).toList()));
    }

    private RowRange rest(RowRange range) {
        Instant to = settledTo.get(range.symbol());
        return to == null ? range : new RowRange(range.symbol(), to.plusSeconds(1), range.last());
    }

    private Judgement judge(List<RowRange> ranges) throws SQLException {
        Sum sum = new Sum();
        try (Connection connection = servers.connectAsReader()) {
            ClaimReader reader = new ClaimReader(connection);
            for (RowRange range : ranges) {
                reader.read(range, claim -> sum.judgement = sum.judgement.plus(judge.of(claim)));
            }
        }
        return sum.judgement;
    }

    private static final class Sum {
        Judgement judgement = Judgement.NONE;
    }
}
