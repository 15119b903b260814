package io.market1s.oracle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;

/** The oracle's own JSON reading; it takes valid input only. */
final class Json {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private Json() {}

    static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + json, e);
        }
    }

    static String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        require(value.isTextual(), field, json);
        return value.textValue();
    }

    static long integer(JsonNode json, String field) {
        JsonNode value = json.path(field);
        require(value.isIntegralNumber() && value.canConvertToLong(), field, json);
        return value.longValue();
    }

    static BigDecimal decimal(JsonNode json, String field) {
        JsonNode value = json.path(field);
        require(value.isNumber(), field, json);
        return value.decimalValue();
    }

    static boolean flag(JsonNode json, String field) {
        JsonNode value = json.path(field);
        require(value.isBoolean(), field, json);
        return value.booleanValue();
    }

    /** A time on the wire is in milliseconds or, over 1e14, in microseconds. */
    static long millis(JsonNode json, String field) {
        long time = integer(json, field);
        return time > 100_000_000_000_000L ? time / 1000 : time;
    }

    private static void require(boolean condition, String field, JsonNode json) {
        if (!condition) {
            throw new IllegalArgumentException("no usable " + field + " in " + json);
        }
    }
}
