package io.market1s.data.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.market1s.data.Evidence;
import io.market1s.data.Filled;
import io.market1s.data.Heartbeat;
import io.market1s.data.Withdrawn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Evidence as JSON; times are epoch milliseconds. The format outlives the process: a new kind of evidence is a new
 * {@code type}, which older readers skip. Thread-safe.
 *
 * <pre>
 * {"type":"heartbeat","code":…,"second":…,"feed":…}
 * {"type":"withdrawn","code":…,"feed":…,"from":…,"until":…,"reason":…}
 * {"type":"filled","code":…,"from":…,"until":…}
 * </pre>
 */
public final class EvidenceJson {
    private static final JsonFactory JSON = new JsonFactory();

    private static final String HEARTBEAT = "heartbeat";
    private static final String WITHDRAWN = "withdrawn";
    private static final String FILLED = "filled";

    private static final Words<Field> NAMES = Words.of(Field.class);
    private static final Words<String> TEXTS = Words.of(HEARTBEAT, WITHDRAWN, FILLED);

    private enum Field {
        TYPE,
        CODE,
        SECOND,
        FEED,
        FROM,
        UNTIL,
        REASON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private EvidenceJson() {}

    /** The evidence as UTF-8 JSON. */
    public static byte[] write(Evidence evidence) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            if (evidence instanceof Heartbeat heartbeat) {
                begin(HEARTBEAT, evidence, json);
                json.writeNumberField("second", heartbeat.second().toEpochMilli());
                json.writeStringField("feed", heartbeat.feed());
            } else if (evidence instanceof Withdrawn withdrawn) {
                begin(WITHDRAWN, evidence, json);
                json.writeStringField("feed", withdrawn.feed());
                range(withdrawn.from(), withdrawn.until(), json);
                json.writeStringField("reason", withdrawn.reason());
            } else if (evidence instanceof Filled filled) {
                begin(FILLED, evidence, json);
                range(filled.from(), filled.until(), json);
            } else {
                throw new IllegalArgumentException("no format for " + evidence);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void begin(String type, Evidence evidence, JsonGenerator json) throws IOException {
        json.writeStringField("type", type);
        json.writeStringField("code", evidence.symbol());
    }

    private static void range(Instant from, Instant until, JsonGenerator json) throws IOException {
        json.writeNumberField("from", from.toEpochMilli());
        json.writeNumberField("until", until.toEpochMilli());
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws MalformedException if a field is missing or is not what it has to be, or the type is not known
     */
    public static Evidence read(byte[] value) throws MalformedException {
        Found found = new Found();
        StrictJson.readObject(value, NAMES, TEXTS, found);
        if (found.type == null) {
            throw new MalformedException("missing type");
        }
        return switch (found.type) {
            case HEARTBEAT -> found.heartbeat();
            case WITHDRAWN -> found.withdrawn();
            case FILLED -> found.filled();
            default -> throw new MalformedException("unknown type");
        };
    }

    private static final class Found implements StrictJson.Fields<Field> {
        @Nullable
        String type;

        @Nullable
        String code;

        @Nullable
        Long second;

        @Nullable
        String feed;

        @Nullable
        Long from;

        @Nullable
        Long until;

        @Nullable
        String reason;

        @Override
        public void read(Field name, JsonCursor value) throws MalformedException {
            switch (name) {
                case TYPE -> type = StrictJson.once(name, type, value.string(name));
                case CODE -> code = StrictJson.once(name, code, value.string(name));
                case SECOND -> second = StrictJson.once(name, second, value.integer(name));
                case FEED -> feed = StrictJson.once(name, feed, value.string(name));
                case FROM -> from = StrictJson.once(name, from, value.integer(name));
                case UNTIL -> until = StrictJson.once(name, until, value.integer(name));
                case REASON -> reason = StrictJson.once(name, reason, value.string(name));
            }
        }

        Heartbeat heartbeat() throws MalformedException {
            Instant end = time("second", second);
            StrictJson.expect("second", end.toEpochMilli() % 1000 == 0);
            return new Heartbeat(symbol(), end, text("feed", feed));
        }

        Withdrawn withdrawn() throws MalformedException {
            return new Withdrawn(symbol(), text("feed", feed), start(), time("until", until), text("reason", reason));
        }

        Filled filled() throws MalformedException {
            return new Filled(symbol(), start(), time("until", until));
        }

        private String symbol() throws MalformedException {
            return StrictJson.symbol("code", code);
        }

        private Instant start() throws MalformedException {
            Instant start = time("from", from);
            StrictJson.expect("until", start.isBefore(time("until", until)));
            return start;
        }

        private static Instant time(String name, @Nullable Long value) throws MalformedException {
            long millis = StrictJson.required(name, value);
            StrictJson.expect(name, millis > 0);
            return Instant.ofEpochMilli(millis);
        }

        private static String text(String name, @Nullable String value) throws MalformedException {
            String text = StrictJson.required(name, value);
            StrictJson.expect(name, !text.isEmpty());
            return text;
        }
    }
}
