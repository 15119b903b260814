package io.market1s.local.command;

import io.market1s.local.console.Progress;
import io.market1s.local.console.StopSignal;
import io.market1s.local.run.Access;
import io.market1s.local.run.LastSecond;
import io.market1s.local.run.TableRebuild;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code market-1s rebuild}: writes rows anew from the raw topics. */
@Command(
        name = "rebuild",
        description = "Rebuilds rows of market_1s from the raw topics and writes them to the table. While"
                + " demo, up or play runs, it rebuilds only rows that the run cannot change any more (15 minutes old). After"
                + " the run has stopped, it rebuilds all rows up to its end.",
        exitCodeList = {
            "0:the rows are written",
            "1:there was nothing to rebuild, or it failed",
            "2:bad use; nothing was done"
        })
public final class RebuildTableCommand extends RangeCommand {
    public RebuildTableCommand(StopSignal stop, InstantSource clock) {
        super(stop, clock);
    }

    @Override
    int run(Access access, Progress progress) throws Exception {
        new TableRebuild(access, clock, progress).run(range.from(), last(access));
        return 0;
    }

    private @Nullable Instant last(Access access) throws Exception {
        return range.to() != null || access.isBesideRun() ? range.to() : LastSecond.of(access);
    }
}
