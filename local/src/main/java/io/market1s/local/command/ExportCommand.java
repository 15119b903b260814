package io.market1s.local.command;

import io.market1s.data.topic.Topics;
import io.market1s.local.capture.RawExport;
import io.market1s.local.capture.RawTopics;
import io.market1s.local.console.Progress;
import io.market1s.local.console.StopSignal;
import io.market1s.local.run.Access;
import io.market1s.local.run.Servers;
import io.market1s.settings.BadUseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code market-1s export FILE}: raw events to a file. */
@Command(
        name = "export",
        description = "Writes the raw events of a range, heartbeats included, to a capture that import and play can"
                + " read. It works while demo, up or play runs, and after it has stopped. --from and --to are the ts of"
                + " the rows whose seconds are exported. Without them: everything. The file does not hold the last"
                + " book and the last trade from before the range: after an import, a symbol's columns are empty until"
                + " its first book and trade in the range.",
        exitCodeList = {"0:the file is written", "1:it failed", "2:bad use; nothing was done"})
public final class ExportCommand extends DataCommand {
    /** A time that is later than any event and that Kafka accepts. */
    private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

    @Parameters(
            paramLabel = "FILE",
            description =
                    "The capture to write; it is compressed if the name ends in .gz or .zst. The file must not exist yet.")
    private Path file = Path.of("");

    @Option(names = "--symbols", paramLabel = "A,B", split = ",", description = "The markets. Without it: all.")
    private List<String> symbols = List.of();

    @Mixin
    private RangeOptions range = new RangeOptions();

    public ExportCommand(StopSignal stop) {
        super(stop);
    }

    @Override
    void check() {
        range.check();
        RunOptions.checkSymbols(symbols);
        Path folder = file.toAbsolutePath().getParent();
        if (Files.exists(file)) {
            throw new BadUseException(file + " exists already; name a new file");
        }
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new BadUseException("cannot write to " + file + "; name a file in a folder that exists");
        }
    }

    @Override
    Access.Need need() {
        return Access.Need.STORES;
    }

    @Override
    int run(Access access, Progress progress) throws Exception {
        Instant from = range.from();
        Instant to = range.to();
        RawTopics topics = new RawTopics(access.admin(), Servers.PARTITIONS);
        progress.say("Exporting from %s: %d raw records at most", access.dataDir(), topics.records());
        RawExport.Selection wanted = new RawExport.Selection(
                from == null ? Instant.EPOCH.plusSeconds(1) : from, to == null ? END : to, Set.copyOf(symbols));
        Map<String, Long> counts = write(new RawExport(
                access.bootstrapServers(), topics, wanted, access.dataDir().temporary()));
        progress.say("Exported %s to %s, %d bytes", inWords(counts), file.toAbsolutePath(), Files.size(file));
        return 0;
    }

    /** Writes the file, and deletes it if the export fails: half a capture must not pass for a whole one. */
    private Map<String, Long> write(RawExport export) throws IOException, InterruptedException {
        boolean done = false;
        try {
            Map<String, Long> counts = export.writeTo(file);
            done = true;
            return counts;
        } finally {
            if (!done) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Numbers of raw records, for a person. */
    static String inWords(Map<String, Long> counts) {
        return "%d trades, %d books, %d tickers, %d heartbeats"
                .formatted(
                        counts.getOrDefault(Topics.TRADE, 0L),
                        counts.getOrDefault(Topics.ORDERBOOK, 0L),
                        counts.getOrDefault(Topics.TICKER, 0L),
                        counts.getOrDefault(Topics.HEARTBEAT, 0L));
    }
}
