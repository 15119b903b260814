package io.market1s.simulator.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** REST answers made of WebSocket frames: the same content with other names and numbers spelled otherwise. */
final class FrameRest {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> NOT_IN_REST = Set.of(
            "type",
            "stream_type",
            "ask_bid",
            "acc_ask_volume",
            "acc_bid_volume",
            "market_state",
            "is_trading_suspended",
            "delisting_date",
            "market_warning");

    private FrameRest() {}

    /** The array of what the markets have; those that have nothing are left out. */
    static byte[] array(List<String> markets, Function<String, byte @Nullable []> frames, Writer writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartArray();
            for (String market : markets) {
                byte[] frame = frames.apply(market);
                if (frame != null) {
                    writer.write(frame, json);
                }
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** One element of the answer to {@code /v1/ticker}. */
    static void ticker(byte[] frame, JsonGenerator json) throws IOException {
        copy(frame, Integer.MAX_VALUE, json);
    }

    /** One element of the answer to {@code /v1/orderbook}, with that many units at most. */
    static void book(byte[] frame, int units, JsonGenerator json) throws IOException {
        copy(frame, units, json);
    }

    private static void copy(byte[] frame, int units, JsonGenerator json) throws IOException {
        try (JsonParser in = JSON.createParser(frame)) {
            in.nextToken();
            json.writeStartObject();
            for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                JsonToken value = in.nextToken();
                if (NOT_IN_REST.contains(name)) {
                    in.skipChildren();
                } else {
                    json.writeFieldName(name.equals("code") ? "market" : name);
                    if (value == JsonToken.START_ARRAY) {
                        copyUnits(in, units, json);
                    } else {
                        copyValue(in, value, json);
                    }
                }
            }
            json.writeEndObject();
        }
    }

    private static void copyUnits(JsonParser in, int most, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (int unit = 0; in.nextToken() == JsonToken.START_OBJECT; unit++) {
            if (unit >= most) {
                in.skipChildren();
                continue;
            }
            json.writeStartObject();
            for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                json.writeFieldName(name);
                copyValue(in, in.nextToken(), json);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void copyValue(JsonParser in, JsonToken value, JsonGenerator json) throws IOException {
        if (value == JsonToken.VALUE_NUMBER_FLOAT) {
            json.writeNumber(RestJson.spelled(in.getDecimalValue()));
        } else {
            json.copyCurrentStructure(in);
        }
    }

    interface Writer {
        void write(byte[] frame, JsonGenerator json) throws IOException;
    }
}
