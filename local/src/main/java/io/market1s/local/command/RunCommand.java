package io.market1s.local.command;

import io.market1s.local.console.StopSignal;
import io.market1s.settings.BadUseException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the commands that run the pipeline have in common; they differ in the exchange. */
@Command(
        synopsisHeading = "%n",
        descriptionHeading = "%n",
        optionListHeading = "%n",
        exitCodeListHeading = "%nExit codes%n",
        exitCodeList = {
            "0:every row is there and every trade was counted once",
            "1:a row is missing, a trade was miscounted, or the run failed",
            "2:bad use; nothing was run"
        })
abstract class RunCommand implements Callable<Integer> {
    private final StopSignal stop;
    private final InstantSource clock;

    @Mixin
    private RunOptions options = new RunOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    RunCommand(StopSignal stop, InstantSource clock) {
        this.stop = stop;
        this.clock = clock;
    }

    /**
     * Chooses the exchange of this command, before anything is started.
     *
     * @throws BadUseException for a user's mistake
     */
    abstract LocalRun.ExchangeSource source(RunOptions options) throws Exception;

    @Override
    public final Integer call() throws Exception {
        options.check();
        return new LocalRun(
                        options,
                        source(options),
                        clock,
                        stop,
                        spec.commandLine().getOut())
                .run();
    }
}
