package io.market1s.local.run;

import io.market1s.data.topic.Topics;
import io.market1s.local.report.ExpectedRows;
import io.market1s.local.report.Report;
import io.market1s.local.report.RowRange;
import io.market1s.local.report.RunOffsets;
import io.market1s.local.report.TableAudit;
import io.market1s.simulator.tally.Judge;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts during a run what cannot be counted at its end, and makes its report while its servers still run. Not thread-safe. */
final class ReportBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(ReportBuilder.class);

    private final Servers servers;
    private final Observers observers;
    private final RunExchange exchange;
    private final TradesMade trades;
    private final @Nullable RunJudgement judgement;

    ReportBuilder(Servers servers, Observers observers, RunExchange exchange) {
        this.servers = servers;
        this.observers = observers;
        this.exchange = exchange;
        this.trades = new TradesMade(exchange);
        Judge judge = exchange.judge();
        this.judgement = judge == null ? null : new RunJudgement(servers, judge);
    }

    /** Counts what the exchange will have forgotten at the end of a long run. Call it every few seconds. */
    void settle(Instant now) {
        trades.settle(observers.tail().firstCovered(), now);
        if (judgement != null) {
            try {
                judgement.settle(observers.tail().firstCovered(), now);
            } catch (SQLException e) {
                LOG.warn("the rows cannot be judged now, the next time they are: {}", e.getMessage());
            }
        }
    }

    Report report(ExpectedRows coverage, long reconnects)
            throws SQLException, ExecutionException, InterruptedException {
        List<RowRange> ranges = coverage.ranges(exchange.symbols());
        long expected = ranges.stream().mapToLong(RowRange::seconds).sum();
        TableAudit.Counts counts = count(ranges);
        Long made = made(ranges);
        RunOffsets offsets = observers.offsets();
        return new Report(
                exchange.symbols(),
                ranges.stream().map(RowRange::first).min(Instant::compareTo).orElse(null),
                coverage.last(),
                expected,
                counts.rows(),
                counts.missingOf(expected),
                counts.duplicates(),
                counts.incomplete(),
                counts.revised(),
                observers.tail().reemitted(),
                observers.probe().lag(),
                new Report.RawCounts(
                        offsets.written(Topics.TRADE),
                        offsets.written(Topics.ORDERBOOK),
                        offsets.written(Topics.TICKER),
                        offsets.written(Topics.HEARTBEAT)),
                offsets.written(Topics.QUARANTINE),
                reconnects,
                servers.sinkRestarts(),
                made,
                made == null ? null : counts.trades(),
                judgement == null ? null : Report.Judged.of(judgement.of(ranges)),
                exchange.playShiftMillis(),
                servers.readerJdbcUrl());
    }

    private TableAudit.Counts count(List<RowRange> ranges) throws SQLException {
        try (Connection connection = servers.connectAsReader()) {
            TableAudit audit = new TableAudit(connection);
            TableAudit.Counts counts = TableAudit.Counts.NONE;
            for (RowRange range : ranges) {
                counts = counts.plus(audit.count(range));
            }
            return counts;
        }
    }

    private @Nullable Long made(List<RowRange> ranges) {
        long sum = 0;
        for (RowRange range : ranges) {
            Long made = trades.made(range);
            if (made == null) {
                return null;
            }
            sum += made;
        }
        return sum;
    }
}
