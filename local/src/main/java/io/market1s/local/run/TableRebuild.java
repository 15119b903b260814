package io.market1s.local.run;

import io.market1s.data.topic.Topics;
import io.market1s.local.console.Progress;
import io.market1s.resample.ResampleSettings;
import io.market1s.resample.rebuild.Rebuild;
import io.market1s.resample.rebuild.RebuildRequest;
import io.market1s.resample.verify.LivePipeline;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** A rebuild of a data folder's rows, to the point that they are in PostgreSQL. */
public final class TableRebuild {
    private final Access access;
    private final InstantSource clock;
    private final Progress progress;

    /**
     * A rebuild that has not begun.
     *
     * @param access with a sink
     */
    public TableRebuild(Access access, InstantSource clock, Progress progress) {
        this.access = access;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * Rebuilds the rows of a range and returns when they are in the table.
     *
     * @param from the first ts; null for the earliest possible
     * @param to the last ts; null for the newest that a run can no longer change
     * @throws IllegalStateException if it cannot be done, with the reason
     */
    public Rebuild.Result run(@Nullable Instant from, @Nullable Instant to) throws InterruptedException {
        ResampleSettings settings =
                new ServiceSettings(access.bootstrapServers(), access.dataDir(), access.ports()).resample();
        Rebuild.Result result =
                new Rebuild(settings, clock).run(new RebuildRequest(from, to, Topics.MARKET_1S, !access.isBesideRun()));
        new LivePipeline(
                        access.admin(), settings.kafka(), settings.application().id(), Servers.SINK_GROUP)
                .awaitBarsInTable();
        progress.say("Rebuilt %s; the rows are in market_1s", result.inWords());
        return result;
    }
}
