package io.market1s.local.kafka;

import io.market1s.settings.BadUseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker and controller in one, on the loopback address, whose logs stay in their folder between runs. Runs from
 * {@link #start(Path, int, int)} to {@link #stop} or {@link #close}, in a controlled way, and again from {@link #start()}.
 * One thread at a time.
 */
public final class KafkaBroker implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int NODE = 1;
    /** More than the recovery of the logs after a crash takes. */
    private static final long LEAST_ROOM = 64L << 20;

    private final Properties settings;
    private final int port;
    private @Nullable KafkaRaftServer server;

    private KafkaBroker(Properties settings, int port) {
        this.settings = settings;
        this.port = port;
    }

    /**
     * Starts the broker and returns when it serves; formats its storage if this is the first time.
     *
     * @throws BadUseException if there is no room on the disk; nothing is touched then
     */
    public static KafkaBroker start(Path folder, int port, int controllerPort) throws Exception {
        return start(folder, port, controllerPort, Map.of());
    }

    /**
     * The same with other settings.
     *
     * @param more the broker's own settings, over those that it has here
     */
    public static KafkaBroker start(Path folder, int port, int controllerPort, Map<String, String> more)
            throws Exception {
        Files.createDirectories(folder);
        requireRoom(folder, LEAST_ROOM);
        new KafkaStorage(folder, NODE).formatOnce();
        Properties settings = settings(folder, port, controllerPort);
        settings.putAll(more);
        KafkaBroker broker = new KafkaBroker(settings, port);
        broker.start();
        return broker;
    }

    /** The identity of the broker that keeps its logs in a folder; empty if none ever did. */
    public static Optional<String> clusterId(Path folder) throws IOException {
        return new KafkaStorage(folder, NODE).clusterId();
    }

    /** Host and port for clients. */
    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    /** Starts it again on its logs and returns when it serves. */
    public void start() {
        KafkaRaftServer starting = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
        server = starting;
        starting.startup();
    }

    /** Stops it and returns when it has stopped; nothing happens if it does not run. */
    public void stop() {
        KafkaRaftServer running = server;
        server = null;
        if (running != null) {
            running.shutdown();
            running.awaitShutdown();
        }
    }

    @Override
    public void close() {
        stop();
    }

    /**
     * A broker that recovers its logs on a full disk may take the one that says which topics there are for broken, and cut it
     * off. So it must not start there.
     */
    static void requireRoom(Path folder, long bytes) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < bytes) {
            throw new BadUseException(
                    "no room for Kafka in %s: %d MiB are free, %d are needed; free some, or use another disk"
                            .formatted(folder, free >> 20, bytes >> 20));
        }
    }

    private static Properties settings(Path folder, int port, int controllerPort) {
        Properties settings = new Properties();
        settings.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE),
                "controller.quorum.voters",
                NODE + "@" + HOST + ":" + controllerPort,
                "controller.listener.names",
                KafkaStorage.CONTROLLER_LISTENER,
                "listeners",
                "PLAINTEXT://" + HOST + ":" + port + "," + KafkaStorage.CONTROLLER_LISTENER + "://" + HOST + ":"
                        + controllerPort,
                "advertised.listeners",
                "PLAINTEXT://" + HOST + ":" + port,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT," + KafkaStorage.CONTROLLER_LISTENER + ":PLAINTEXT",
                "log.dirs",
                folder.toString(),
                "auto.create.topics.enable",
                "false"));
        settings.putAll(Map.of(
                "default.replication.factor", "1",
                "offsets.topic.replication.factor", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "min.insync.replicas", "1"));
        // One user on one machine: few partitions and threads, small buffers, no waiting for more members.
        settings.putAll(Map.of(
                "offsets.topic.num.partitions", "4",
                "transaction.state.log.num.partitions", "4",
                "share.coordinator.state.topic.num.partitions", "1",
                "group.initial.rebalance.delay.ms", "0",
                "log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20),
                "num.network.threads", "2",
                "num.io.threads", "4",
                "background.threads", "2"));
        return settings;
    }
}
