package io.market1s.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.local.folder.Ports;
import io.market1s.local.kafka.KafkaBroker;
import io.market1s.settings.KnownSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;

/** A broker that asks for TLS, a password and rights. A user's password is the user's name. */
final class SecuredBroker implements AutoCloseable {
    /** May do everything: the broker itself. */
    static final String SUPERUSER = "broker";

    private static final String STORE_PASSWORD = "secret-of-the-store";
    private static final String LOGIN =
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\"";

    private final Path folder;
    private final KafkaBroker broker;

    private SecuredBroker(Path folder, KafkaBroker broker) {
        this.folder = folder;
        this.broker = broker;
    }

    /** Starts it with these rights; nobody has others. */
    static SecuredBroker start(Path folder, List<AclBinding> rights) throws Exception {
        Path keys = folder.resolve("broker.p12");
        keytool(
                folder,
                "-genkeypair -alias broker -keyalg EC -dname CN=localhost -ext SAN=ip:127.0.0.1,dns:localhost"
                        + " -validity 2 -storetype PKCS12 -storepass " + STORE_PASSWORD + " -keystore " + keys);
        keytool(
                folder,
                "-exportcert -rfc -alias broker -storepass " + STORE_PASSWORD + " -keystore " + keys + " -file "
                        + certificate(folder));
        Ports ports = FreePorts.take();
        SecuredBroker secured = new SecuredBroker(
                folder,
                KafkaBroker.start(
                        folder.resolve("kafka"),
                        ports.kafka(),
                        ports.kafkaController(),
                        settings(folder, keys, ports, rights)));
        try (Admin admin = Admin.create(new HashMap<>(
                new KnownSettings("LOOK_").read(secured.as(SUPERUSER)).kafka()))) {
            admin.createAcls(rights).all().get();
        }
        return secured;
    }

    /** The environment of a service that is this user. */
    Map<String, String> as(String user) {
        return as(user, user);
    }

    Map<String, String> as(String user, String password) {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                broker.bootstrapServers(),
                "KAFKA_SECURITY_PROTOCOL",
                "SASL_SSL",
                "KAFKA_SASL_MECHANISM",
                "PLAIN",
                "KAFKA_SASL_JAAS_CONFIG",
                LOGIN.formatted(user, password) + ";",
                "KAFKA_SSL_TRUSTSTORE_TYPE",
                "PEM",
                "KAFKA_SSL_TRUSTSTORE_LOCATION",
                certificate(folder).toString());
    }

    @Override
    public void close() {
        broker.close();
    }

    private static Map<String, String> settings(Path folder, Path keys, Ports ports, List<AclBinding> rights) {
        String address = "SASL_SSL://" + Ports.HOST + ":" + ports.kafka();
        Map<String, String> settings = new HashMap<>(Map.of(
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
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                // The controller's listener has no users.
                "super.users",
                "User:" + SUPERUSER + ";User:ANONYMOUS"));
        settings.putAll(Map.of(
                "ssl.keystore.location",
                keys.toString(),
                "ssl.keystore.password",
                STORE_PASSWORD,
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                certificate(folder).toString()));
        StringBuilder users = new StringBuilder();
        rights.stream()
                .map(right -> right.entry().principal().replaceFirst("User:", ""))
                .distinct()
                .forEach(user -> users.append(" user_%s=\"%s\"".formatted(user, user)));
        settings.put(
                "listener.name.sasl_ssl.plain.sasl.jaas.config",
                LOGIN.formatted(SUPERUSER, SUPERUSER) + " user_%s=\"%s\"".formatted(SUPERUSER, SUPERUSER) + users
                        + ";");
        return settings;
    }

    private static Path certificate(Path folder) {
        return folder.resolve("broker.pem");
    }

    private static void keytool(Path folder, String arguments) throws IOException, InterruptedException {
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
