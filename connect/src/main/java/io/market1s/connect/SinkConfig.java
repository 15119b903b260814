package io.market1s.connect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sink connector's configuration: the file {@value #RESOURCE} on the class path, in the form that Kafka Connect's
 * {@code PUT /connectors/NAME/config} takes. It serves Debezium's, Confluent's and Aiven's JDBC sink; only the value of
 * {@link #CONNECTOR_CLASS} differs.
 *
 * <p>What depends on the place stands in the file as <code>${env:NAME}</code>. A worker with Kafka's
 * {@code EnvVarConfigProvider} fills that in by itself; {@link #load} is for one without.
 */
public final class SinkConfig {
    /** Where the file is on the class path. */
    public static final String RESOURCE = "connect/market-1s-sink.json";

    /** The connector's name, everywhere. */
    public static final String NAME = "market-1s-sink";

    /** Name of the value: the connector's class. */
    public static final String CONNECTOR_CLASS = "SINK_CONNECTOR_CLASS";

    /** Name of the value: the database's address, {@code jdbc:postgresql://HOST:PORT/DATABASE}. */
    public static final String JDBC_URL = "SINK_JDBC_URL";

    /** Name of the value: the role that writes, see {@link MarketSchema#SINK_ROLE}. */
    public static final String USER = "SINK_USER";

    /** Name of the value: that role's password. */
    public static final String PASSWORD = "SINK_PASSWORD";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{env:([A-Z0-9_]+)}");

    private static final String SCHEMA = "value.converter.schema.content";

    private SinkConfig() {}

    /**
     * The configuration with every placeholder replaced.
     *
     * @param values by the names above; what the file does not ask for is ignored, so that an environment can be given
     * @throws IllegalArgumentException naming every value that is missing
     */
    public static Map<String, String> load(Map<String, String> values) {
        Set<String> missing = variables();
        missing.removeAll(values.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(RESOURCE + " needs values for " + String.join(", ", missing));
        }
        Map<String, String> config = template();
        config.replaceAll((key, text) -> PLACEHOLDER
                .matcher(text)
                .replaceAll(placeholder ->
                        Matcher.quoteReplacement(Objects.requireNonNull(values.get(placeholder.group(1))))));
        return config;
    }

    /** The names of the values that the file asks for. */
    public static Set<String> variables() {
        Set<String> names = new TreeSet<>();
        template()
                .values()
                .forEach(text ->
                        PLACEHOLDER.matcher(text).results().forEach(placeholder -> names.add(placeholder.group(1))));
        return names;
    }

    /** The columns that the sink writes: the fields of the bar's schema, in its order. */
    public static List<String> columns() {
        try (JsonParser json = new JsonFactory().createParser(template().get(SCHEMA))) {
            List<String> columns = new ArrayList<>();
            while (json.nextToken() != null) {
                if ("field".equals(json.currentName()) && json.currentToken() == JsonToken.VALUE_STRING) {
                    columns.add(json.getText());
                }
            }
            return columns;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The configuration as it stands in the file, placeholders included. */
    public static Map<String, String> template() {
        ClassLoader here = Objects.requireNonNull(SinkConfig.class.getClassLoader());
        try (InputStream file = Objects.requireNonNull(here.getResourceAsStream(RESOURCE), RESOURCE);
                JsonParser json = new JsonFactory().createParser(file)) {
            Map<String, String> config = new LinkedHashMap<>();
            json.nextToken();
            for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
                config.put(key, json.nextTextValue());
            }
            return config;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
