package io.market1s.ingest.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.market1s.data.Symbols;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a frame that cannot be used says of itself, if it is one JSON object at all.
 *
 * @param type null if it has none
 * @param code a market's code; null if it has none
 */
record FrameLabel(@Nullable String type, @Nullable String code) {
    static final FrameLabel NONE = new FrameLabel(null, null);

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    static FrameLabel of(byte[] frame) {
        try (JsonParser json = JSON.createParser(frame)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return NONE;
            }
            String type = null;
            String code = null;
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                boolean text = json.nextToken() == JsonToken.VALUE_STRING;
                if (text && name.equals("type")) {
                    type = json.getText();
                } else if (text && name.equals("code") && Symbols.isValid(json.getText())) {
                    code = json.getText();
                }
                json.skipChildren();
            }
            return json.nextToken() == null ? new FrameLabel(type, code) : NONE;
        } catch (IOException e) {
            return NONE;
        }
    }

    /** Whether it may have been a trade or a book, by which a bar is made. */
    boolean mayMatter() {
        return type == null || type.equals("trade") || type.equals("orderbook");
    }
}
