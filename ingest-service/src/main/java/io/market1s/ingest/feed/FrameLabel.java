package io.market1s.ingest.feed;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
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

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build()
            .readerFor(Fields.class);

    /** The two fields, of whatever type they are. */
    record Fields(@Nullable Object type, @Nullable Object code) {}

    static FrameLabel of(byte[] frame) {
        try {
            @Nullable Fields fields = JSON.readValue(frame);
            if (fields == null) {
                return NONE;
            }
            return new FrameLabel(
                    fields.type() instanceof String type ? type : null,
                    fields.code() instanceof String code && Symbols.isValid(code) ? code : null);
        } catch (IOException e) {
            return NONE;
        }
    }

    /** Whether it may have been a trade or a book, by which a bar is made. */
    boolean mayMatter() {
        return type == null || type.equals("trade") || type.equals("orderbook");
    }
}
