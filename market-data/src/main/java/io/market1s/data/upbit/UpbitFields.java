package io.market1s.data.upbit;

import static io.market1s.data.json.StrictJson.once;

import io.market1s.data.json.JsonCursor;
import io.market1s.data.json.MalformedException;
import io.market1s.data.json.StrictJson;
import io.market1s.data.json.Words;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What one pass over one of Upbit's objects has found of the fields that are used; null is absent. */
final class UpbitFields implements StrictJson.Fields {
    /** The names of what is used and the texts that often come. */
    private static final Words WORDS = Words.of(
            "type",
            "code",
            "market",
            "timestamp",
            "trade_timestamp",
            "sequential_id",
            "trade_price",
            "trade_volume",
            "ask_bid",
            "acc_trade_volume",
            "acc_ask_volume",
            "acc_bid_volume",
            "stream_type",
            "status",
            "orderbook_units",
            "ask_price",
            "bid_price",
            "ask_size",
            "bid_size",
            "error",
            "name",
            "message",
            "trade",
            "orderbook",
            "ticker",
            "ASK",
            "BID",
            "SNAPSHOT",
            "REALTIME");

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
    BigDecimal dayVolume;

    @Nullable
    BigDecimal dayAskVolume;

    @Nullable
    BigDecimal dayBidVolume;

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
        StrictJson.readObject(json, WORDS, fields);
        return fields;
    }

    @Override
    public void read(String name, JsonCursor value) throws MalformedException {
        switch (name) {
            case "type" -> type = once(name, type, value.string(name));
            case "code" -> code = once(name, code, value.string(name));
            case "market" -> market = once(name, market, value.string(name));
            case "timestamp" -> timestamp = once(name, timestamp, value.integer(name));
            case "trade_timestamp" -> tradeTimestamp = once(name, tradeTimestamp, value.integer(name));
            case "sequential_id" -> sequentialId = once(name, sequentialId, value.integer(name));
            case "trade_price" -> tradePrice = once(name, tradePrice, value.decimal(name));
            case "trade_volume" -> tradeVolume = once(name, tradeVolume, value.decimal(name));
            case "acc_trade_volume" -> dayVolume = once(name, dayVolume, value.decimal(name));
            case "acc_ask_volume" -> dayAskVolume = once(name, dayAskVolume, value.decimal(name));
            case "acc_bid_volume" -> dayBidVolume = once(name, dayBidVolume, value.decimal(name));
            case "ask_bid" -> askBid = once(name, askBid, value.string(name));
            case "stream_type" -> streamType = once(name, streamType, value.string(name));
            case "status" -> status = once(name, status, value.string(name));
            case "orderbook_units" -> levels = once(name, levels, BookLevels.read(value));
            case "error" -> error = once(name, error, failure(value));
            default -> value.skip();
        }
    }

    /** What was traded on the day; the smaller summands keep more digits. */
    @Nullable
    BigDecimal dayVolume() {
        return dayAskVolume != null && dayBidVolume != null ? dayAskVolume.add(dayBidVolume) : dayVolume;
    }

    private static Frame.Failure failure(JsonCursor cursor) throws MalformedException {
        Failure failure = new Failure();
        StrictJson.readFields("error", cursor, failure);
        return new Frame.Failure(failure.name, failure.message);
    }

    private static final class Failure implements StrictJson.Fields {
        private String name = "";
        private String message = "";

        @Override
        public void read(String field, JsonCursor value) throws MalformedException {
            switch (field) {
                case "name" -> name = value.string(field);
                case "message" -> message = value.string(field);
                default -> value.skip();
            }
        }
    }
}
