package io.market1s.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The outer fields of an answer's objects, as text. */
record Json(Map<String, String> fields) {
    private static final JsonFactory FACTORY = new JsonFactory();

    static List<Json> array(String text) {
        List<Json> objects = new ArrayList<>();
        try (JsonParser json = FACTORY.createParser(text)) {
            if (json.nextToken() != JsonToken.START_ARRAY) {
                throw new AssertionError("no array: " + text);
            }
            while (json.nextToken() == JsonToken.START_OBJECT) {
                Map<String, String> fields = new LinkedHashMap<>();
                for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                    JsonToken value = json.nextToken();
                    fields.put(name, value.isStructStart() ? "" : json.getText());
                    json.skipChildren();
                }
                objects.add(new Json(fields));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return objects;
    }

    String text(String name) {
        return Objects.requireNonNull(fields.get(name), name);
    }

    BigDecimal number(String name) {
        return new BigDecimal(text(name));
    }
}
