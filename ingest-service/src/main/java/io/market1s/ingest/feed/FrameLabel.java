package io.market1s.ingest.feed;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.market1s.data.Symbols;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a frame that cannot be used says of itself.
 *
 * @param type null if it does not say
 * @param code a market's code; null if it does not say
 */
record FrameLabel(@Nullable String type, @Nullable String code) {
    /** It may have been anything. */
    static final FrameLabel NONE = new FrameLabel(null, null);

    /** It is whole, and has neither type nor code: no market data. */
    static final FrameLabel NO_MARKET_DATA = new FrameLabel("", null);

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    static FrameLabel of(byte[] frame) {
        JsonNode json;
        try {
            json = JSON.readTree(frame);
        } catch (IOException e) {
            return NONE;
        }
        if (!json.has("type") && !json.has("code")) {
            return NO_MARKET_DATA;
        }
        String code = json.path("code").textValue();
        return new FrameLabel(json.path("type").textValue(), code != null && Symbols.isValid(code) ? code : null);
    }

    /** Whether it may have been a trade. */
    boolean mayBeTrade() {
        return type == null || type.equals("trade");
    }

    /** Whether it may have been a book. */
    boolean mayBeBook() {
        return type == null || type.equals("orderbook");
    }
}
