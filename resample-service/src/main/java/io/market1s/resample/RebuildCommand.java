package io.market1s.resample;

import io.market1s.data.topic.Topics;
import io.market1s.resample.rebuild.Rebuild;
import io.market1s.resample.rebuild.RebuildRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
            "May run beside the live service. It writes each second once, when it is final: a rebuild that is killed leaves",
            "every row as it was or right, and the same command goes on from there. Settings of the live service count",
            "here too: resample-service --help lists them."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class RebuildCommand implements Callable<Integer> {
    private static final long STOP_SECONDS = 20;
    private static final Logger LOG = LoggerFactory.getLogger(RebuildCommand.class);

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
        Rebuild rebuild = new Rebuild(parent.settings(), InstantSource.system());
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(stopper(Thread.currentThread(), ended));
        Rebuild.Result result;
        try {
            result = rebuild.run(new RebuildRequest(from, to, topic));
        } finally {
            ended.countDown();
        }
        spec.commandLine().getOut().println("rebuilt " + result.inWords());
        return CommandLine.ExitCode.OK;
    }

    /** A signal stops the rebuild in order: it says how far it is. */
    private static Thread stopper(Thread rebuilding, CountDownLatch ended) {
        return new Thread(
                () -> {
                    if (ended.getCount() > 0) {
                        rebuilding.interrupt();
                        await(ended);
                    }
                },
                "shutdown");
    }

    private static void await(CountDownLatch ended) {
        try {
            if (!ended.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("the rebuild did not stop within {} s; what was not committed is done again", STOP_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
