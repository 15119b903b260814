package io.market1s.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.kubernetes.client.openapi.JSON;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What manifests are held against, strictly: an unknown field, a wrong type or enum value and a missing required field are
 * refused. Kubernetes' own kinds by its client's models, Strimzi's by its model,
 * the others by the part of their schema that is used here.
 */
final class Schemas {
    /** A number in quotes is none. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private static final Map<String, String> STRIMZI_PACKAGES = Map.of(
            "Kafka", "kafka",
            "KafkaNodePool", "nodepool",
            "KafkaTopic", "topic",
            "KafkaUser", "user",
            "KafkaConnect", "connect",
            "KafkaConnector", "connector");

    private Schemas() {}

    /** Throws if the manifest is not valid. */
    static void require(JsonNode manifest) throws Exception {
        String version = manifest.path("apiVersion").asText();
        String kind = manifest.path("kind").asText();
        if (version.startsWith("kafka.strimzi.io/")) {
            assertThat(version).isEqualTo("kafka.strimzi.io/v1");
            requireStrimzi(kind, manifest);
        } else if (version.contains("cnpg.io/") || version.contains("coreos.com/")) {
            JsonNode schema = Root.yaml(Files.readString(Path.of("src/test/resources/" + kind + ".schema.yaml")))
                    .get(0);
            require(schema, manifest);
        } else {
            requireKubernetes(version, kind, manifest);
        }
    }

    private static void requireKubernetes(String version, String kind, JsonNode manifest) throws Exception {
        String model = version.substring(version.indexOf('/') + 1);
        Class<?> type = Class.forName("io.kubernetes.client.openapi.models." + Character.toUpperCase(model.charAt(0))
                + model.substring(1) + kind);
        try {
            type.getMethod("validateJsonElement", JsonElement.class)
                    .invoke(null, JsonParser.parseString(manifest.toString()));
        } catch (InvocationTargetException e) {
            throw new AssertionError(kind + " " + manifest.at("/metadata/name") + ": " + e.getCause(), e);
        }
        // Types of single values show when it is read.
        Object read = JSON.deserialize(manifest.toString(), type);
        assertThat(read).isNotNull();
    }

    private static void require(JsonNode schema, JsonNode manifest) {
        List<Error> errors = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(schema.toString())
                .validate(manifest.toString(), InputFormat.JSON);
        assertThat(errors)
                .as(manifest.path("kind").asText() + " " + manifest.at("/metadata/name"))
                .isEmpty();
    }

    /** Strimzi's models keep what they do not know; Kubernetes would silently drop it. */
    private static void requireStrimzi(String kind, JsonNode manifest) throws Exception {
        Class<?> type = Class.forName("io.strimzi.api.kafka.model." + STRIMZI_PACKAGES.get(kind) + "." + kind);
        Object read = MAPPER.treeToValue(
                manifest.path("spec"), type.getMethod("getSpec").getReturnType());
        requireNothingUnknown(kind + ".spec", read);
    }

    private static void requireNothingUnknown(String path, @Nullable Object model) throws Exception {
        if (model instanceof Collection<?> items) {
            for (Object item : items) {
                requireNothingUnknown(path + "[]", item);
            }
        } else if (model != null
                && model.getClass().getName().startsWith("io.strimzi.")
                && !model.getClass().isEnum()) {
            for (Method getter : model.getClass().getMethods()) {
                if (getter.getName().equals("getAdditionalProperties")) {
                    assertThat((Map<?, ?>) getter.invoke(model)).as(path).isNullOrEmpty();
                } else if (getter.getName().startsWith("get") && getter.getParameterCount() == 0) {
                    requireNothingUnknown(path + "." + getter.getName().substring(3), getter.invoke(model));
                }
            }
        }
    }
}
