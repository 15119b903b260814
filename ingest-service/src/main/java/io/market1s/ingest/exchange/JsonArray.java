package io.market1s.ingest.exchange;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts a JSON array of objects into the bytes of each object, as they were received. */
final class JsonArray {
    private static final JsonFactory JSON = JsonFactory.builder()
            // The offsets of other encodings than UTF-8 would not be those of the bytes.
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .build();

    private JsonArray() {}

    /**
     * The bytes of each element, from its opening to its closing brace.
     *
     * @throws IOException if it is not exactly one whole array of objects
     */
    static List<byte[]> elements(byte[] json) throws IOException {
        List<byte[]> elements = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(json)) {
            expect(parser.nextToken() == JsonToken.START_ARRAY);
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                long start = parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                long end = parser.currentLocation().getByteOffset();
                elements.add(Arrays.copyOfRange(json, Math.toIntExact(start), Math.toIntExact(end)));
            }
            expect(parser.currentToken() == JsonToken.END_ARRAY);
            expect(parser.nextToken() == null);
        }
        return elements;
    }

    private static void expect(boolean condition) throws IOException {
        if (!condition) {
            throw new IOException("not one array of objects");
        }
    }
}
