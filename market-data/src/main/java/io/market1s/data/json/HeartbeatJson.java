package io.market1s.data.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.market1s.data.Heartbeat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The heartbeat as JSON: {@code {"type":"heartbeat","code":…,"second":<epoch ms>,"feed":…}}. Thread-safe. */
public final class HeartbeatJson {
    private static final JsonFactory JSON = new JsonFactory();

    private static final Words WORDS = Words.of("type", "code", "second", "feed", "heartbeat");

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
        Found found = new Found();
        StrictJson.readObject(value, WORDS, found);
        if (!"heartbeat".equals(found.type)) {
            throw new MalformedException("unknown type");
        }
        String symbol = StrictJson.symbol("code", found.code);
        long second = StrictJson.required("second", found.second);
        StrictJson.expect("second", second > 0 && second % 1000 == 0);
        String feed = StrictJson.required("feed", found.feed);
        StrictJson.expect("feed", !feed.isEmpty());
        return new Heartbeat(symbol, Instant.ofEpochMilli(second), feed);
    }

    private static final class Found implements StrictJson.Fields {
        @Nullable
        String type;

        @Nullable
        String code;

        @Nullable
        Long second;

        @Nullable
        String feed;

        @Override
        public void read(String name, JsonCursor value) throws MalformedException {
            switch (name) {
                case "type" -> type = StrictJson.once(name, type, value.string(name));
                case "code" -> code = StrictJson.once(name, code, value.string(name));
                case "second" -> second = StrictJson.once(name, second, value.integer(name));
                case "feed" -> feed = StrictJson.once(name, feed, value.string(name));
                default -> value.skip();
            }
        }
    }
}
