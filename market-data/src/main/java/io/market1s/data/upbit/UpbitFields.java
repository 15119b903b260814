package io.market1s.data.upbit;

import static io.market1s.data.json.StrictJson.once;

import io.market1s.data.json.JsonCursor;
import io.market1s.data.json.MalformedException;
import io.market1s.data.json.StrictJson;
import io.market1s.data.json.Words;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What one pass over one of Upbit's objects has found of the fields that are used; null is absent. */
final class UpbitFields implements StrictJson.Fields<UpbitFields.Name> {
    private static final Words<Name> NAMES = Words.of(Name.class);
    private static final Words<FailureName> FAILURE_NAMES = Words.of(FailureName.class);

    /** Values that often come. */
    private static final Words<String> TEXTS =
            Words.of("trade", "orderbook", "ticker", "ASK", "BID", "SNAPSHOT", "REALTIME");

    /** The fields that are used. */
    enum Name {
        TYPE,
        CODE,
        MARKET,
        TIMESTAMP,
        TRADE_TIMESTAMP,
        SEQUENTIAL_ID,
        TRADE_PRICE,
        TRADE_VOLUME,
        ACC_TRADE_VOLUME,
        ACC_ASK_VOLUME,
        ACC_BID_VOLUME,
        ASK_BID,
        STREAM_TYPE,
        STATUS,
        ORDERBOOK_UNITS,
        ERROR;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The fields of an error. */
    private enum FailureName {
        NAME,
        MESSAGE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

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
        StrictJson.readObject(json, NAMES, TEXTS, fields);
        return fields;
    }

    @Override
    public void read(Name name, JsonCursor value) throws MalformedException {
        switch (name) {
            case TYPE -> type = once(name, type, value.string(name));
            case CODE -> code = once(name, code, value.string(name));
            case MARKET -> market = once(name, market, value.string(name));
            case TIMESTAMP -> timestamp = once(name, timestamp, value.integer(name));
            case TRADE_TIMESTAMP -> tradeTimestamp = once(name, tradeTimestamp, value.integer(name));
            case SEQUENTIAL_ID -> sequentialId = once(name, sequentialId, value.integer(name));
            case TRADE_PRICE -> tradePrice = once(name, tradePrice, value.decimal(name));
            case TRADE_VOLUME -> tradeVolume = once(name, tradeVolume, value.decimal(name));
            case ACC_TRADE_VOLUME -> dayVolume = once(name, dayVolume, value.decimal(name));
            case ACC_ASK_VOLUME -> dayAskVolume = once(name, dayAskVolume, value.decimal(name));
            case ACC_BID_VOLUME -> dayBidVolume = once(name, dayBidVolume, value.decimal(name));
            case ASK_BID -> askBid = once(name, askBid, value.string(name));
            case STREAM_TYPE -> streamType = once(name, streamType, value.string(name));
            case STATUS -> status = once(name, status, value.string(name));
            case ORDERBOOK_UNITS -> levels = once(name, levels, BookLevels.read(value));
            case ERROR -> error = once(name, error, failure(value));
        }
    }

    /** What was traded on the day; the smaller summands keep more digits. */
    @Nullable
    BigDecimal dayVolume() {
        return dayAskVolume != null && dayBidVolume != null ? dayAskVolume.add(dayBidVolume) : dayVolume;
    }

    private static Frame.Failure failure(JsonCursor cursor) throws MalformedException {
        Failure failure = new Failure();
        StrictJson.readFields(Name.ERROR, cursor, FAILURE_NAMES, failure);
        return new Frame.Failure(failure.name, failure.message);
    }

    private static final class Failure implements StrictJson.Fields<FailureName> {
        private String name = "";
        private String message = "";

        @Override
        public void read(FailureName field, JsonCursor value) throws MalformedException {
            switch (field) {
                case NAME -> name = value.string(field);
                case MESSAGE -> message = value.string(field);
            }
        }
    }
}
