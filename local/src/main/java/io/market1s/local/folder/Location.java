package io.market1s.local.folder;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that tell which local run a command is about, as picocli fills them in. */
public final class Location {
    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "data",
            description = {
                "The folder that keeps all data between runs (default: ${DEFAULT-VALUE} in the current folder).",
                "The next run continues with it; its summary and report count only that run."
            })
    public Path dataDir = Path.of("data");

    @Option(
            names = "--port-offset",
            paramLabel = "N",
            defaultValue = "0",
            description = {
                "This number is added to every port; all are on 127.0.0.1 only: PostgreSQL 15432, Kafka 19092,",
                "its controller 19093, Kafka Connect 18083, exchange 18081, dashboard 18080."
            })
    public int portOffset;
}
