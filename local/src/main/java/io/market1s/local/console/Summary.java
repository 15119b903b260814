package io.market1s.local.console;

import io.market1s.local.report.Report;

/** What a run tells at its end: what a user would check first. */
public record Summary(Report report) {
    public void print(Progress progress) {
        progress.say("");
        progress.say("Rows           %d of %d expected", report.rows(), report.secondsExpected());
        progress.say("Missing        %d, duplicates %d", report.missing(), report.duplicates());
        progress.say(
                "Incomplete     %d, revised %d, emitted again unchanged %d",
                report.incomplete(), report.revised(), report.reemitted());
        progress.say(
                "Lag            p50 %d ms, p99 %d ms, max %d ms",
                report.lagMs().p50(), report.lagMs().p99(), report.lagMs().max());
        progress.say(
                "Raw events     %d trades, %d books, %d tickers, %d heartbeats",
                report.raw().trade(),
                report.raw().orderbook(),
                report.raw().ticker(),
                report.raw().heartbeat());
        if (report.tradesMade() != null && report.tradesCounted() != null) {
            progress.say("Trades         %d made, %d counted", report.tradesMade(), report.tradesCounted());
        }
        Report.Judged judged = report.judged();
        if (judged != null) {
            progress.say(
                    "Complete rows  %d trades made, %d counted; %d differ, %d without the last book",
                    judged.tradesMade(), judged.tradesCounted(), judged.differing(), judged.staleBooks());
            progress.say(
                    "Outside faults %d of %d rows complete", judged.completeOutsideFaults(), judged.outsideFaults());
        }
        progress.say(
                "Quarantined    %d, reconnects %d, sink restarts %d",
                report.quarantined(), report.reconnects(), report.sinkRestarts());
        progress.say(
                "%s", report.holds() ? "OK: every row is there." : "FAILED: " + String.join(", ", report.failures()));
    }
}
