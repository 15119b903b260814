package io.market1s.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The rights that the users of {@code k8s/} have, as Strimzi's user operator makes them. */
final class KafkaRights {
    private static final Path USERS = Path.of("..", "k8s", "base", "users.yaml");
    private static final ObjectMapper YAML = new YAMLMapper();

    private KafkaRights() {}

    static List<AclBinding> ofAllUsers() throws IOException {
        List<AclBinding> rights = new ArrayList<>();
        for (JsonNode user : YAML.readerFor(JsonNode.class)
                .<JsonNode>readValues(USERS.toFile())
                .readAll()) {
            String principal = "User:" + user.at("/metadata/name").asText();
            for (JsonNode acl : user.at("/spec/authorization/acls")) {
                ResourcePattern resource = resource(acl.path("resource"));
                acl.path("operations")
                        .forEach(operation -> rights.add(new AclBinding(
                                resource,
                                new AccessControlEntry(
                                        principal,
                                        "*",
                                        AclOperation.fromString(constant(operation.asText())),
                                        AclPermissionType.ALLOW))));
            }
        }
        return rights;
    }

    private static ResourcePattern resource(JsonNode resource) {
        PatternType pattern =
                resource.path("patternType").asText().equals("prefix") ? PatternType.PREFIXED : PatternType.LITERAL;
        return new ResourcePattern(
                ResourceType.fromString(constant(resource.path("type").asText())),
                resource.path("name").asText(),
                pattern);
    }

    /** {@code transactionalId} is {@code TRANSACTIONAL_ID}. */
    private static String constant(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }
}
