package io.market1s.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.json.JsonConverter;
import org.jspecify.annotations.Nullable;

/**
 * Kafka Connect's JsonConverter with a stricter eye. What the converter refuses the worker puts to the dead letters; what
 * PostgreSQL refuses stops the sink for good, and what a lenient converter makes of a value of the wrong type becomes a
 * wrong row. So a value is refused here unless every field is what the column takes. Thread-safe after
 * {@link #configure}.
 */
public final class BarConverter extends JsonConverter {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final String COMPLETE = "complete";
    private static final String TRADES_COMPLETE = "trades_complete";

    private @Nullable Schema schema;

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        super.configure(configs, isKey);
        Object content = configs.get("schema.content");
        if (content == null) {
            throw new DataException("schema.content is not set");
        }
        try {
            schema = asConnectSchema(new ObjectMapper().readTree(content.toString()));
        } catch (IOException e) {
            throw new DataException("schema.content is not JSON", e);
        }
    }

    @Override
    public SchemaAndValue toConnectData(String topic, Headers headers, byte @Nullable [] value) {
        return toConnectData(topic, value);
    }

    /**
     * Reads a bar. One of a version that did not know {@code trades_complete} has all trades if it is complete.
     *
     * @param value null is no bar either: it ends the Confluent sink's task
     * @throws DataException if it is not one, with the reason
     */
    @Override
    public SchemaAndValue toConnectData(String topic, byte @Nullable [] value) {
        if (value == null) {
            throw new DataException("no value");
        }
        return super.toConnectData(topic, checked(value));
    }

    /** The value, with the field that bars did not have at first. */
    private byte[] checked(byte[] value) {
        JsonToken complete = null;
        boolean hasTradesComplete = false;
        try (JsonParser json = JSON.createParser(value)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new DataException("not a JSON object");
            }
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                JsonToken token = json.nextToken();
                Field field = schema == null ? null : schema.field(name);
                if (field != null && !ColumnValue.fits(field.schema(), token, json)) {
                    throw new DataException(name + " is not what the column takes");
                }
                complete = name.equals(COMPLETE) ? token : complete;
                hasTradesComplete |= name.equals(TRADES_COMPLETE);
                json.skipChildren();
            }
            if (json.nextToken() != null) {
                throw new DataException("more than one JSON value");
            }
            return complete == null || hasTradesComplete ? value : completed(value, complete == JsonToken.VALUE_TRUE);
        } catch (IOException e) {
            // Its message would repeat what the record holds.
            throw new DataException("not whole JSON");
        }
    }

    private static byte[] completed(byte[] object, boolean tradesComplete) {
        String json = new String(object, UTF_8);
        int end = json.lastIndexOf('}');
        return (json.substring(0, end) + ",\"" + TRADES_COMPLETE + "\":" + tradesComplete + "}").getBytes(UTF_8);
    }
}
