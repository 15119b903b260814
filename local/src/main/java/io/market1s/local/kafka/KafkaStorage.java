package io.market1s.local.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** The broker's folder, which must be formatted once before a broker can use it. */
final class KafkaStorage {
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private final Path folder;
    private final int node;

    KafkaStorage(Path folder, int node) {
        this.folder = folder;
        this.node = node;
    }

    void formatOnce() throws Exception {
        if (Files.exists(metaProperties())) {
            return;
        }
        try (PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(node)
                    .addDirectory(folder.toString())
                    .setMetadataLogDirectory(folder.toString())
                    .setControllerListenerName(CONTROLLER_LISTENER)
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    .setPrintStream(silent)
                    .run();
        }
    }

    /** The identity that it was formatted with; empty before that. */
    Optional<String> clusterId() throws IOException {
        if (!Files.exists(metaProperties())) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(metaProperties())) {
            properties.load(reader);
        }
        return Optional.ofNullable(properties.getProperty("cluster.id"));
    }

    private Path metaProperties() {
        return folder.resolve("meta.properties");
    }
}
