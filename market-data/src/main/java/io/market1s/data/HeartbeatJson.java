package io.market1s.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The heartbeat as JSON: {@code {"type":"heartbeat","code":…,"second":<epoch ms>,"feed":…}}. Thread-safe. */
public final class HeartbeatJson {
    private static final JsonFactory JSON = new JsonFactory();

    private HeartbeatJson() {}

    /** The heartbeat as UTF-8 JSON. */
    public static byte[] write(Heartbeat heartbeat) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(96);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("type", "heartbeat");
            json.writeStringField("code", heartbeat.symbol());
            json.writeNumberField("second", heartbeat.second().toEpochMilli());
            json.writeStringField("feed", heartbeat.feed());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws MalformedException if a field is missing or is not what it has to be
     */
    public static Heartbeat read(byte[] value) throws MalformedException {
        String type = null;
        String code = null;
        String feed = null;
        long second = 0;
        try (JsonParser json = JSON.createParser(value)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedException("not a JSON object");
            }
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                switch (name) {
                    case "type" -> type = json.getText();
                    case "code" -> code = json.getText();
                    case "feed" -> feed = json.getText();
                    case "second" -> second = json.getLongValue();
                    default -> json.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new MalformedException("not whole JSON");
        }
        return checked(type, code, second, feed);
    }

    private static Heartbeat checked(@Nullable String type, @Nullable String code, long second, @Nullable String feed)
            throws MalformedException {
        if (!"heartbeat".equals(type)) {
            throw new MalformedException("unknown type");
        }
        if (code == null || !Symbols.isValid(code)) {
            throw new MalformedException("bad code");
        }
        if (second <= 0 || second % 1000 != 0) {
            throw new MalformedException("bad second");
        }
        if (feed == null || feed.isEmpty()) {
            throw new MalformedException("bad feed");
        }
        return new Heartbeat(code, Instant.ofEpochMilli(second), feed);
    }
}
