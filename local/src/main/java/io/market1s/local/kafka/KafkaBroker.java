package io.market1s.local.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * A Kafka broker and controller in one, on the loopback address, whose logs stay in their folder between runs. Started
 * when constructed by {@link #start}, stopped in a controlled way by {@link #close}.
 */
public final class KafkaBroker implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int NODE = 1;

    private final KafkaRaftServer server;
    private final int port;

    private KafkaBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /** Starts the broker and returns when it serves; formats its storage if this is the first time. */
    public static KafkaBroker start(Path folder, int port, int controllerPort) throws Exception {
        Files.createDirectories(folder);
        new KafkaStorage(folder, NODE).formatOnce();
        KafkaRaftServer server =
                new KafkaRaftServer(KafkaConfig.fromProps(settings(folder, port, controllerPort)), Time.SYSTEM);
        server.startup();
        return new KafkaBroker(server, port);
    }

    /** The identity of the broker that keeps its logs in a folder; empty if none ever did. */
    public static Optional<String> clusterId(Path folder) throws IOException {
        return new KafkaStorage(folder, NODE).clusterId();
    }

    /** Host and port for clients. */
    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    /** Stops the broker and returns when it has stopped. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
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
