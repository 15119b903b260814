package io.market1s.local.command;

import io.market1s.connect.MarketSchema;
import io.market1s.local.console.Progress;
import io.market1s.local.console.StopSignal;
import io.market1s.local.run.Access;
import io.market1s.local.run.CatchUp;
import io.market1s.local.run.Servers;
import io.market1s.local.run.ServiceSettings;
import io.market1s.resample.verify.Verification;
import java.time.InstantSource;
import picocli.CommandLine.Command;

/** {@code market-1s verify}: promise 4, checked on a user's own rows. */
@Command(
        name = "verify",
        description = "Rebuilds rows from the raw topics into a second table and compares every content column of every"
                + " row with market_1s. It works while demo, up or play runs, and after it has"
                + " stopped. If the run was killed, it first makes the rows of what was received. Without a range it"
                + " compares from the earliest row that the raw topics still give exactly to the newest row that is"
                + " final.",
        exitCodeList = {
            "0:every row is the same",
            "1:a row differs (each difference is printed), or the command failed",
            "2:bad use; nothing was done"
        })
public final class VerifyTableCommand extends RangeCommand {
    public VerifyTableCommand(StopSignal stop, InstantSource clock) {
        super(stop, clock);
    }

    @Override
    int run(Access access, Progress progress) throws Exception {
        progress.say("Verifying %s%s", access.dataDir(), access.isBesideRun() ? ", while its run goes on" : "");
        if (!access.isBesideRun()) {
            CatchUp.run(access, clock, progress);
        }
        Verification.Outcome outcome = new Verification(
                        new ServiceSettings(access.bootstrapServers(), access.dataDir(), access.ports()).resample(),
                        new Verification.Database(
                                access.jdbcUrl(), MarketSchema.VERIFIER_ROLE, MarketSchema.VERIFIER_ROLE),
                        Servers.SINK_GROUP,
                        clock)
                .run(range.from(), range.to());
        outcome.differences().forEach(difference -> progress.say("%s", difference));
        progress.say("Compared %s", outcome.inWords());
        return outcome.differences().isEmpty() ? 0 : 1;
    }
}
