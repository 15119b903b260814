package io.market1s.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What an overlay of k8s/ comes to, rendered by kustomize. */
final class Manifests {
    private static final String OURS = "market-1s/";
    private static final Map<String, Manifests> RENDERED = new ConcurrentHashMap<>();

    private final List<JsonNode> all;

    private Manifests(List<JsonNode> all) {
        this.all = all;
    }

    static Manifests of(String overlay) {
        return RENDERED.computeIfAbsent(overlay, name -> {
            try {
                String folder = "k8s/overlays/" + name;
                return new Manifests(Root.yaml(Root.output(
                        List.of(List.of("kubectl", "kustomize", folder), List.of("kustomize", "build", folder)))));
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    List<JsonNode> all() {
        return all;
    }

    Stream<JsonNode> ofKind(String kind) {
        return all.stream().filter(manifest -> manifest.path("kind").asText().equals(kind));
    }

    JsonNode one(String kind, String name) {
        return ofKind(kind)
                .filter(manifest -> manifest.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + kind + " " + name));
    }

    /** The pods that are ours, as templates. */
    List<JsonNode> podTemplates() {
        return all.stream()
                .flatMap(manifest ->
                        Stream.of(manifest.at("/spec/template"), manifest.at("/spec/jobTemplate/spec/template")))
                .filter(template -> template.at("/spec/containers").isArray())
                .toList();
    }

    List<Container> containers() {
        List<Container> containers = new ArrayList<>();
        for (JsonNode template : podTemplates()) {
            for (JsonNode container : template.at("/spec/containers")) {
                List<String> arguments = new ArrayList<>();
                container.path("args").forEach(argument -> arguments.add(argument.asText()));
                String image = container.path("image").asText();
                containers.add(new Container(
                        container.path("name").asText(),
                        image.substring(image.indexOf(OURS) + OURS.length()).replaceFirst(":.*", ""),
                        arguments,
                        environment(container.path("env"))));
            }
        }
        return containers;
    }

    private Map<String, String> environment(JsonNode variables) {
        Map<String, String> environment = new HashMap<>();
        for (JsonNode variable : variables) {
            JsonNode configMap = variable.at("/valueFrom/configMapKeyRef");
            String value = variable.has("value")
                    ? variable.get("value").asText()
                    : configMap.isObject()
                            ? all.stream()
                                    .filter(manifest ->
                                            manifest.path("kind").asText().equals("ConfigMap")
                                                    && manifest.at("/metadata/name")
                                                            .equals(configMap.path("name")))
                                    .map(manifest -> manifest.path("data")
                                            .path(configMap.path("key").asText())
                                            .asText())
                                    .findFirst()
                                    .orElseThrow()
                            : "known-when-it-runs";
            environment.put(variable.path("name").asText(), value);
        }
        return environment;
    }
}
