package io.market1s.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.market1s.connect.setup.SetupMain;
import io.market1s.data.Topics;
import io.market1s.ingest.IngestService;
import io.market1s.ingest.IngestSettings;
import io.market1s.local.kafka.KafkaBroker;
import io.market1s.operations.Operations;
import io.market1s.resample.ResampleService;
import io.market1s.resample.ResampleSettings;
import io.market1s.settings.Settings;
import io.market1s.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The services on a broker that asks for TLS and a password: {@code KAFKA_*} reaches every client of theirs. */
@SuppressWarnings("NullAway.Init") // Set before all tests.
class SecuredKafkaIT {
    private static final String STORE_PASSWORD = "secret-of-the-store";
    private static final String LOGIN =
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\"";

    @TempDir
    private static Path folder;

    private static KafkaBroker broker;

    @BeforeAll
    static void start() throws Exception {
        Path keys = folder.resolve("broker.p12");
        keytool("-genkeypair -alias broker -keyalg EC -dname CN=localhost -ext SAN=ip:127.0.0.1,dns:localhost"
                + " -validity 2 -storetype PKCS12 -storepass " + STORE_PASSWORD + " -keystore " + keys);
        keytool("-exportcert -rfc -alias broker -storepass " + STORE_PASSWORD + " -keystore " + keys + " -file "
                + certificate());
        Ports ports = Ports.free();
        String address = "SASL_SSL://" + Ports.HOST + ":" + ports.kafka();
        Map<String, String> more = new HashMap<>(Map.of(
                "listeners",
                address + ",CONTROLLER://" + Ports.HOST + ":" + ports.kafkaController(),
                "advertised.listeners",
                address,
                "listener.security.protocol.map",
                "SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name",
                "SASL_SSL",
                "sasl.enabled.mechanisms",
                "PLAIN",
                "sasl.mechanism.inter.broker.protocol",
                "PLAIN",
                "ssl.keystore.location",
                keys.toString(),
                "ssl.keystore.password",
                STORE_PASSWORD,
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                certificate().toString()));
        more.put(
                "listener.name.sasl_ssl.plain.sasl.jaas.config",
                LOGIN.formatted("broker", "b") + " user_broker=\"b\" user_market=\"right\";");
        broker = KafkaBroker.start(folder.resolve("kafka"), ports.kafka(), ports.kafkaController(), more);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void carriesTradesToBarsOverTlsWithAPassword() throws Exception {
        Map<String, String> kafka = kafka("right");
        Map<String, String> topics = with(kafka, Map.of("TOPICS_PARTITIONS", "1", "TOPICS_REPLICATION", "1"));
        assertThat(SetupMain.run(topics, "topics")).isZero();

        try (SimulatedExchange exchange = SimulatedExchange.synthetic(
                        SimulatorSettings.synthetic(7).withPort(0), List.of("KRW-BTC"));
                Operations none = Operations.start(Optional.empty());
                ResampleService resample = ResampleService.start(
                        ResampleSettings.from(with(
                                kafka,
                                Map.of(
                                        "RESAMPLE_PARTITIONS", "1",
                                        "RESAMPLE_REPLICATION", "1",
                                        "RESAMPLE_STATE_DIR",
                                                folder.resolve("state").toString()))),
                        none,
                        InstantSource.system());
                IngestService ingest = IngestService.start(
                        IngestSettings.from(with(
                                kafka,
                                Map.of(
                                        "INGEST_SYMBOLS", "KRW-BTC",
                                        "INGEST_WS_URL", exchange.webSocketUri().toString(),
                                        "INGEST_REST_URL", exchange.restUri().toString(),
                                        "INGEST_PARTITIONS", "1",
                                        "INGEST_REPLICATION", "1"))),
                        none,
                        InstantSource.system())) {
            assertThat(resample).isNotNull();
            assertThat(ingest).isNotNull();
            assertThat(firstBar(kafka)).contains("\"symbol\":\"KRW-BTC\"");
        }
    }

    @Test
    void doesNotLetInWhoHasTheWrongPassword() {
        try (Admin admin = Admin.create(new HashMap<>(clients(kafka("wrong"))))) {
            assertThatThrownBy(() -> admin.describeCluster().clusterId().get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
        }
    }

    private static String firstBar(Map<String, String> kafka) {
        Map<String, Object> settings = new HashMap<>(clients(kafka));
        settings.putAll(
                Map.of("group.id", "look", "auto.offset.reset", "earliest", "isolation.level", "read_committed"));
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(Topics.MARKET_1S));
            var records = consumer.poll(Duration.ofSeconds(1));
            for (int seconds = 0; records.isEmpty() && seconds < 60; seconds++) {
                records = consumer.poll(Duration.ofSeconds(1));
            }
            assertThat(records).isNotEmpty();
            return records.iterator().next().value();
        }
    }

    /** What the services make of it for their clients. */
    private static Map<String, String> clients(Map<String, String> environment) {
        return new Settings(environment, "LOOK_").kafka("none");
    }

    private static Map<String, String> kafka(String password) {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                broker.bootstrapServers(),
                "KAFKA_SECURITY_PROTOCOL",
                "SASL_SSL",
                "KAFKA_SASL_MECHANISM",
                "PLAIN",
                "KAFKA_SASL_JAAS_CONFIG",
                LOGIN.formatted("market", password) + ";",
                "KAFKA_SSL_TRUSTSTORE_TYPE",
                "PEM",
                "KAFKA_SSL_TRUSTSTORE_LOCATION",
                certificate().toString());
    }

    private static Map<String, String> with(Map<String, String> kafka, Map<String, String> service) {
        Map<String, String> environment = new HashMap<>(kafka);
        environment.putAll(service);
        return environment;
    }

    private static Path certificate() {
        return folder.resolve("broker.pem");
    }

    private static void keytool(String arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments.split(" ")));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(process.waitFor()).isZero();
    }
}
