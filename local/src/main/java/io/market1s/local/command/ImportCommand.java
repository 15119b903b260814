package io.market1s.local.command;

import io.market1s.data.topic.Topics;
import io.market1s.local.capture.CaptureSurvey;
import io.market1s.local.capture.RawImport;
import io.market1s.local.capture.RawTopics;
import io.market1s.local.console.Progress;
import io.market1s.local.console.StopSignal;
import io.market1s.local.folder.DataDir;
import io.market1s.local.run.Access;
import io.market1s.local.run.Servers;
import io.market1s.local.run.TableRebuild;
import io.market1s.settings.BadUseException;
import io.market1s.simulator.capture.CaptureFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code market-1s import FILE}: raw events from a file, and the rows that follow from them. */
@Command(
        name = "import",
        description = "Writes a capture to the empty raw topics of a new data folder and makes its rows. In a"
                + " capture without heartbeats (a plain recording) all seconds from the first to the last frame count as"
                + " covered, except pauses of more than 30 s.",
        exitCodeList = {"0:the rows are written", "1:it failed", "2:bad use; nothing was imported"})
public final class ImportCommand extends DataCommand {
    /** For this many seconds after the capture's end rows are made too. They carry the last values and are not complete. */
    private static final long AFTER = 5;

    private final InstantSource clock;

    @Parameters(
            paramLabel = "FILE",
            description =
                    "A file that export has written, or a recording: {\"recv_ns\": receive time in ns, \"raw\": \"the"
                            + " frame\"} on each line, frames in the format DEFAULT; compressed if the name ends in .gz or .zst.")
    private Path file = Path.of("");

    @Nullable
    private CaptureSurvey capture;

    public ImportCommand(StopSignal stop, InstantSource clock) {
        super(stop);
        this.clock = clock;
    }

    @Override
    void check() throws InterruptedException {
        if (!Files.isRegularFile(file)) {
            throw new BadUseException("cannot import " + file + ": there is no such file");
        }
        if (CaptureFiles.unpacksNativeParts(file)) {
            DataDir.unpackIn(dataDir());
        }
        try {
            capture = CaptureSurvey.of(file);
        } catch (CaptureSurvey.BadCaptureException e) {
            throw new BadUseException("cannot import " + e.getMessage());
        }
    }

    @Override
    Access.Need need() {
        return Access.Need.SINK;
    }

    @Override
    boolean beginsAnew() {
        return true;
    }

    @Override
    int run(Access access, Progress progress) throws Exception {
        CaptureSurvey survey = capture;
        if (survey == null) {
            throw new IllegalStateException("not checked");
        }
        RawTopics topics = new RawTopics(access.admin(), Servers.PARTITIONS);
        long there = topics.records();
        if (access.isBesideRun() || there > 0) {
            throw new BadUseException("the raw topics of " + access.dataDir() + " are not empty"
                    + (access.isBesideRun() ? " (a run uses them)" : " (" + there + " records)")
                    + "; import into a new folder with --data-dir");
        }
        topics.keepForEver();
        progress.say("Importing %s: %d lines", file.toAbsolutePath(), survey.lines());
        long before = System.nanoTime();
        RawImport.Written written =
                new RawImport(survey, line -> progress.say("  %s", line)).run(access.bootstrapServers());
        progress.say(
                "Imported %s in %.1f s%s%s",
                ExportCommand.inWords(written.counts()),
                (System.nanoTime() - before) / 1e9,
                survey.hasHeartbeats() ? "" : "; the capture has no heartbeats, so they were made from its frames",
                written.counts().containsKey(Topics.QUARANTINE)
                        ? "; quarantined " + written.counts().get(Topics.QUARANTINE)
                        : "");
        new TableRebuild(access, clock, progress).run(null, written.last().plusSeconds(AFTER));
        sayRows(access, progress);
        return 0;
    }

    private static void sayRows(Access access, Progress progress) throws Exception {
        try (Connection connection = access.connectAsReader();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*), count(DISTINCT symbol), min(ts), max(ts),"
                        + " count(*) FILTER (WHERE NOT complete), sum(trade_count_1s) FROM market_1s")) {
            result.next();
            progress.say(
                    "market_1s has %d rows of %d symbols, %s to %s; %d incomplete, %d trades",
                    result.getLong(1),
                    result.getLong(2),
                    result.getString(3),
                    result.getString(4),
                    result.getLong(5),
                    result.getLong(6));
        }
    }
}
