package io.market1s.drill.part;

import io.market1s.data.topic.TopicSetup;
import io.market1s.data.topic.Topics;
import io.market1s.local.FreePorts;
import io.market1s.local.folder.Ports;
import io.market1s.local.kafka.KafkaBroker;
import io.market1s.resample.ResampleMain;
import io.market1s.testing.ServiceProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** A broker with the project's topics, and the settings with which a resample-service uses it. */
public final class DrillBroker implements AutoCloseable {
    public static final int PARTITIONS = 4;

    /** It is so short that a drill of some minutes also has events beyond it, and forgets seconds. */
    public static final Duration HORIZON = Duration.ofSeconds(10);

    private static final int HEAP_MIB = 384;

    private final KafkaBroker broker;
    private final Path folder;

    private DrillBroker(KafkaBroker broker, Path folder) {
        this.broker = broker;
        this.folder = folder;
    }

    public static DrillBroker start(Path folder) throws Exception {
        Ports ports = FreePorts.take();
        DrillBroker broker = new DrillBroker(
                KafkaBroker.start(folder.resolve("kafka"), ports.kafka(), ports.kafkaController()), folder);
        try (Admin admin = broker.admin()) {
            new TopicSetup(admin).ensure(Topics.all(Duration.ofDays(7)), PARTITIONS, (short) 1);
        } catch (Exception e) {
            broker.close();
            throw e;
        }
        return broker;
    }

    public Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()));
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Starts one of the resampler's commands. */
    public ServiceProcess resample(List<String> command, Map<String, String> more) throws Exception {
        Map<String, String> environment = new HashMap<>(environment("command"));
        environment.putAll(more);
        return ServiceProcess.start(ResampleMain.class, command, HEAP_MIB, environment, folder.resolve("command"));
    }

    /** Starts an instance; under the same name it finds the state that it had. */
    public ServiceProcess resample(String instance, Map<String, String> more) throws Exception {
        Map<String, String> environment = new HashMap<>(environment(instance));
        environment.putAll(more);
        return ServiceProcess.start(ResampleMain.class, HEAP_MIB, environment, folder.resolve(instance));
    }

    /** The environment of an instance. */
    public Map<String, String> environment(String instance) {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                bootstrapServers(),
                "RESAMPLE_INSTANCE",
                instance,
                "RESAMPLE_STATE_DIR",
                folder.resolve(instance).resolve("state").toString(),
                "RESAMPLE_PARTITIONS",
                Integer.toString(PARTITIONS),
                "RESAMPLE_REPLICATION",
                "1",
                "RESAMPLE_HTTP_ADDRESS",
                "off",
                "RESAMPLE_HORIZON",
                HORIZON.toSeconds() + "s");
    }

    @Override
    public void close() {
        broker.close();
    }
}
