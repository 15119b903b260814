package io.market1s.local.run;

import io.market1s.data.topic.Topics;
import io.market1s.local.report.ExpectedRows;
import io.market1s.local.report.Report;
import io.market1s.local.report.RowRange;
import io.market1s.local.report.RunOffsets;
import io.market1s.local.report.TableAudit;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Counts during a run what cannot be counted at its end, and makes its report while its servers still run. Not thread-safe. */
final class ReportBuilder {
    private final Servers servers;
    private final Observers observers;
    private final RunExchange exchange;
    private final TradesMade trades;

    ReportBuilder(Servers servers, Observers observers, RunExchange exchange) {
        this.servers = servers;
        this.observers = observers;
        this.exchange = exchange;
        this.trades = new TradesMade(exchange);
    }

    /** Counts what the exchange will have forgotten at the end of a long run. Call it every few seconds. */
    void settle(Instant now) {
        trades.settle(observers.tail().firstCovered(), now);
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
