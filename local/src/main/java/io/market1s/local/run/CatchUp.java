package io.market1s.local.run;

import io.market1s.local.console.Progress;
import io.market1s.operations.Operations;
import io.market1s.resample.ResampleService;
import io.market1s.resample.ResampleSettings;
import io.market1s.resample.verify.LivePipeline;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Makes the rows of the raw events that a killed run had received but not finished. The services do it, just as they would
 * at the next start of a run on the same folder.
 */
public final class CatchUp {
    private CatchUp() {}

    /**
     * Makes those rows, if there are any, and returns when they are in PostgreSQL.
     *
     * @param access with a sink, beside no run
     */
    public static void run(Access access, InstantSource clock, Progress progress) throws Exception {
        ResampleSettings settings =
                new ServiceSettings(access.bootstrapServers(), access.dataDir(), access.ports()).resample();
        LivePipeline live = new LivePipeline(
                access.admin(), settings.kafka(), settings.application().id(), Servers.SINK_GROUP);
        if (live.hasUnprocessed()) {
            progress.say("The last run was killed. Making the rows of what it received");
            progress.step("bars of the last run", () -> {
                try (Operations unwatched = Operations.start(Optional.empty());
                        ResampleService resample = ResampleService.start(settings, unwatched, clock)) {
                    live.awaitProcessed();
                    Drain.awaitCorrections(resample);
                }
                return true;
            });
        }
        if (live.hasUnwritten()) {
            progress.say("There are bars that are not in the table yet. Waiting for the sink");
            progress.step("rows of these bars", () -> {
                live.awaitBarsInTable();
                return true;
            });
        }
    }
}
