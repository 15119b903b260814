package io.market1s.data;

import static io.market1s.data.StrictJson.decimal;
import static io.market1s.data.StrictJson.integer;
import static io.market1s.data.StrictJson.once;
import static io.market1s.data.StrictJson.string;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What one pass over one of Upbit's objects has found of the fields that are used; null is absent. */
final class UpbitFields implements StrictJson.Fields {
    @Nullable
    String type;

    @Nullable
    String code;

    @Nullable
    String market;

    @Nullable
    Long timestamp;

    @Nullable
    Long tradeTimestamp;

    @Nullable
    Long sequentialId;

    @Nullable
    BigDecimal tradePrice;

    @Nullable
    BigDecimal tradeVolume;

    @Nullable
    String askBid;

    @Nullable
    String streamType;

    @Nullable
    String status;

    Frame.@Nullable Failure error;

    @Nullable
    BookLevels levels;

    static UpbitFields of(byte[] json) throws MalformedException {
        UpbitFields fields = new UpbitFields();
        StrictJson.readObject(json, fields);
        return fields;
    }

    @Override
    public void read(String name, JsonToken value, JsonParser parser) throws IOException, MalformedException {
        switch (name) {
            case "type" -> type = once(name, type, string(name, value, parser));
            case "code" -> code = once(name, code, string(name, value, parser));
            case "market" -> market = once(name, market, string(name, value, parser));
            case "timestamp" -> timestamp = once(name, timestamp, integer(name, value, parser));
            case "trade_timestamp" -> tradeTimestamp = once(name, tradeTimestamp, integer(name, value, parser));
            case "sequential_id" -> sequentialId = once(name, sequentialId, integer(name, value, parser));
            case "trade_price" -> tradePrice = once(name, tradePrice, decimal(name, value, parser));
            case "trade_volume" -> tradeVolume = once(name, tradeVolume, decimal(name, value, parser));
            case "ask_bid" -> askBid = once(name, askBid, string(name, value, parser));
            case "stream_type" -> streamType = once(name, streamType, string(name, value, parser));
            case "status" -> status = once(name, status, string(name, value, parser));
            case "orderbook_units" -> levels = once(name, levels, BookLevels.read(value, parser));
            case "error" -> error = once(name, error, failure(value, parser));
            default -> parser.skipChildren();
        }
    }

    private static Frame.Failure failure(JsonToken value, JsonParser parser) throws IOException, MalformedException {
        StrictJson.expect("error", value == JsonToken.START_OBJECT);
        String name = "";
        String message = "";
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (key.equals("name")) {
                name = string(key, token, parser);
            } else if (key.equals("message")) {
                message = string(key, token, parser);
            } else {
                parser.skipChildren();
            }
        }
        return new Frame.Failure(name, message);
    }
}
