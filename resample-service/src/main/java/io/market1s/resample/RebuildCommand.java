package io.market1s.resample;

import io.market1s.data.topic.Topics;
import io.market1s.resample.rebuild.Rebuild;
import io.market1s.resample.rebuild.RebuildRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Rebuilds rows from the raw topics and ends. */
@Command(
        name = "rebuild",
        description = {
            "Rebuilds bars from the raw topics and writes them to a topic, then ends.",
            "May run beside the live service, be killed and started again. Settings of the live service count here",
            "too: resample-service --help lists them."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class RebuildCommand implements Callable<Integer> {
    @ParentCommand
    private ResampleMain parent;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "first row, for example 2026-02-16T07:00:00Z (default: the earliest the raw topics give exactly)")
    private @Nullable Instant from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "last row (default: the newest that the live service cannot change any more)")
    private @Nullable Instant to;

    @Option(
            names = "--topic",
            paramLabel = "NAME",
            defaultValue = Topics.MARKET_1S,
            description = "where the bars go (default: ${DEFAULT-VALUE}, which repairs the table)")
    private String topic;

    @Override
    public Integer call() throws InterruptedException {
        Rebuild.Result result =
                new Rebuild(parent.settings(), InstantSource.system()).run(new RebuildRequest(from, to, topic));
        spec.commandLine().getOut().println("rebuilt " + result.inWords());
        return CommandLine.ExitCode.OK;
    }
}
