package io.market1s.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what in Kafka, without a cluster. That it is enough is shown by SecuredKafkaIT. */
class KafkaUsersTest {
    /** Each user may do something, and nothing with everything. */
    @ParameterizedTest
    @ValueSource(strings = {"local", "production"})
    void givesEveryUserOfKafkaRightsOfItsOwn(String overlay) {
        Manifests manifests = Manifests.of(overlay);
        assertThat(manifests
                        .one("Kafka", "market")
                        .at("/spec/kafka/authorization/type")
                        .asText())
                .isEqualTo("simple");
        Set<String> users = new TreeSet<>();
        manifests.ofKind("KafkaUser").forEach(user -> {
            users.add(user.at("/metadata/name").asText());
            assertThat(user.at("/spec/authorization/acls")).isNotEmpty().allSatisfy(acl -> {
                assertThat(acl.at("/resource/type").asText()).isIn("topic", "group", "transactionalId");
                assertThat(acl.at("/resource/name").asText()).matches("[a-z0-9_.-]{6,}");
                acl.path("operations").forEach(operation -> assertThat(operation.asText())
                        .isIn("Create", "Describe", "DescribeConfigs", "Read", "Write", "Delete"));
            });
        });

        Set<String> used = new TreeSet<>();
        used.add(manifests
                .one("KafkaConnect", "market")
                .at("/spec/authentication/username")
                .asText());
        manifests.podTemplates().stream()
                .flatMap(template -> template.findValues("secretKeyRef").stream())
                .filter(secret -> secret.path("key").asText().equals("sasl.jaas.config"))
                .forEach(secret -> used.add(secret.path("name").asText()));
        assertThat(used).isEqualTo(users);
    }
}
