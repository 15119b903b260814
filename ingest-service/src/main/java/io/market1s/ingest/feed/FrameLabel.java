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
    /** It may have been anything. */
    static final FrameLabel NONE = new FrameLabel(null, null);

    /** It is whole, and has neither type nor code: no market data. */
    static final FrameLabel NO_MARKET_DATA = new FrameLabel("", null);

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    static FrameLabel of(byte[] frame) {
        try (JsonParser json = JSON.createParser(frame)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                json.skipChildren();
                return isEnd(json) ? NO_MARKET_DATA : NONE;
            }
            String type = null;
            String code = null;
            boolean labelled = false;
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                boolean text = json.nextToken() == JsonToken.VALUE_STRING;
                labelled |= name.equals("type") || name.equals("code");
                if (text && name.equals("type")) {
                    type = json.getText();
                } else if (text && name.equals("code") && Symbols.isValid(json.getText())) {
                    code = json.getText();
                }
                json.skipChildren();
            }
            if (!isEnd(json)) {
                return NONE;
            }
            return labelled ? new FrameLabel(type, code) : NO_MARKET_DATA;
        } catch (IOException e) {
            return NONE;
        }
    }

    /** Whether it may have been a trade. */
    boolean mayBeTrade() {
        return type == null || type.equals("trade");
    }

    /** Whether it may have been a book. */
    boolean mayBeBook() {
        return type == null || type.equals("orderbook");
    }

    private static boolean isEnd(JsonParser json) throws IOException {
        return json.nextToken() == null;
    }
}
