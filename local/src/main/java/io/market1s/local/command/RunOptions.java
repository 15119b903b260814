package io.market1s.local.command;

import io.market1s.data.Symbols;
import io.market1s.local.folder.Location;
import io.market1s.settings.BadUseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that every run has, as picocli fills them in. */
final class RunOptions {
    @Option(
            names = "--for",
            paramLabel = "DURATION",
            description = "Stop after this time, for example 60s or 10m. Without it: run until Ctrl-C.")
    @Nullable
    Duration duration;

    @Option(
            names = "--symbols",
            paramLabel = "A,B",
            split = ",",
            description = {
                "The markets, for example KRW-BTC,KRW-ETH. Without it, demo and up use the eight",
                "markets of the demo, and play uses all markets of the capture."
            })
    List<String> symbols = List.of();

    @Mixin
    Location location = new Location();

    @Option(names = "--report", paramLabel = "FILE", description = "Write a report of the run to this file, as JSON.")
    @Nullable
    Path report;

    /**
     * Checks the options, before anything is started.
     *
     * @throws BadUseException naming the first
     */
    void check() {
        if (duration != null && duration.isZero()) {
            throw new BadUseException("--for must be longer than 0");
        }
        if (report != null) {
            checkReport(report.toAbsolutePath());
        }
        checkSymbols(symbols);
    }

    /**
     * Checks that each symbol has the form of a market code.
     *
     * @throws BadUseException naming the first that has not
     */
    static void checkSymbols(List<String> symbols) {
        for (String symbol : symbols) {
            if (!Symbols.isValid(symbol)) {
                throw new BadUseException("'" + symbol
                        + "' is not a market code; write quote currency, hyphen, base currency in upper case, for"
                        + " example KRW-BTC");
            }
        }
    }

    /** The symbols that were asked for, or all there are, each once. */
    List<String> symbolsOf(List<String> served) {
        List<String> unknown =
                symbols.stream().filter(symbol -> !served.contains(symbol)).toList();
        if (!unknown.isEmpty()) {
            throw new BadUseException("the exchange does not serve " + String.join(", ", unknown) + "; it serves "
                    + served.stream().limit(20).collect(Collectors.joining(", "))
                    + (served.size() > 20 ? " and " + (served.size() - 20) + " more" : ""));
        }
        return symbols.isEmpty() ? served : symbols.stream().distinct().toList();
    }

    private static void checkReport(Path file) {
        Path folder = file.getParent();
        if (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new BadUseException("cannot write a report to " + file + "; name a file in a folder that exists");
        }
    }
}
