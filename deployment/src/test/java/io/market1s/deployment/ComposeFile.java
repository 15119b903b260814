package io.market1s.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** docker-compose.yml with the values of an env file. */
final class ComposeFile {
    private static final String OURS = "market-1s/";
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+)(?::([-?])([^}]*))?}");

    private final JsonNode file;

    private ComposeFile(JsonNode file) {
        this.file = file;
    }

    static ComposeFile with(String envFile) throws IOException {
        Properties values = new Properties();
        values.load(new java.io.StringReader(Root.read(envFile)));
        String text = VARIABLE.matcher(Root.read("docker-compose.yml")).replaceAll(found -> {
            String value = values.getProperty(found.group(1), "");
            if (value.isEmpty() && "?".equals(found.group(2))) {
                value = "set-by-the-user";
            } else if (value.isEmpty() && "-".equals(found.group(2))) {
                value = found.group(3);
            }
            return Matcher.quoteReplacement(value);
        });
        // Unlike Jackson's it knows anchors and merge keys.
        Object loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        return new ComposeFile(new ObjectMapper().valueToTree(loaded));
    }

    /** The services by name. */
    Map<String, JsonNode> services() {
        Map<String, JsonNode> services = new TreeMap<>();
        file.path("services").properties().forEach(service -> services.put(service.getKey(), service.getValue()));
        return services;
    }

    /** The services that are built here. */
    Map<String, JsonNode> ours() {
        Map<String, JsonNode> ours = new TreeMap<>(services());
        ours.values().removeIf(service -> !service.path("image").asText().startsWith(OURS));
        return ours;
    }

    List<Container> containers() {
        List<Container> containers = new ArrayList<>();
        ours().forEach((name, service) -> {
            Map<String, String> environment = new HashMap<>();
            service.path("environment")
                    .properties()
                    .forEach(variable -> environment.put(
                            variable.getKey(),
                            variable.getValue().isNull()
                                    ? ""
                                    : variable.getValue().asText()));
            List<String> arguments = new ArrayList<>();
            service.path("command").forEach(argument -> arguments.add(argument.asText()));
            String image =
                    service.path("image").asText().substring(OURS.length()).replaceFirst(":.*", "");
            containers.add(new Container(name, image, arguments, environment));
        });
        return containers;
    }

    JsonNode volumes() {
        return file.path("volumes");
    }
}
