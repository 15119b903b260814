package io.market1s.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads Upbit's JSON (format DEFAULT) in one pass, whatever the order of the keys. Unknown fields are ignored, used ones
 * are required to have their type and to occur once. Thread-safe.
 *
 * <p>A time over 1e14 is in microseconds (seen on the wire in 2023) and is cut to milliseconds here, so that both
 * services agree on it.
 */
public final class UpbitParser {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxNumberLength(100)
                    .maxStringLength(10_000)
                    .maxNameLength(1_000)
                    .build())
            .build();

    /**
     * Reads one WebSocket message.
     *
     * @throws MalformedException if it is not exactly one whole JSON object of a known type with everything it needs
     */
    public Frame frame(byte[] message) throws MalformedException {
        Fields fields = read(message);
        if (fields.error != null) {
            return fields.error;
        }
        if (fields.type == null && fields.status != null) {
            return new Frame.Status(fields.status);
        }
        Instant timestamp = fields.time("timestamp", fields.timestamp);
        return new Frame.Market(event(fields), timestamp, "SNAPSHOT".equals(fields.streamType));
    }

    /**
     * Reads what a raw topic holds: a WebSocket message of any type or, back-filled, one trade as REST spells it.
     *
     * @throws MalformedException as {@link #frame}, also for a message that is not about a market
     */
    public MarketEvent event(byte[] value) throws MalformedException {
        Fields fields = read(value);
        return fields.type == null && fields.market != null ? restTrade(fields) : event(fields);
    }

    /**
     * Reads one element of the answer of {@code /v1/trades/ticks}.
     *
     * @throws MalformedException if it is not one whole JSON object with everything that a trade needs
     */
    public Trade restTrade(byte[] element) throws MalformedException {
        return restTrade(read(element));
    }

    private static MarketEvent event(Fields fields) throws MalformedException {
        return switch (Fields.required("type", fields.type)) {
            case "trade" -> trade(fields, fields.code(), fields.time("trade_timestamp", fields.tradeTimestamp));
            case "orderbook" -> book(fields);
            case "ticker" -> new Ticker(fields.code(), fields.time("timestamp", fields.timestamp));
            default -> throw new MalformedException("unknown type");
        };
    }

    private static Trade restTrade(Fields fields) throws MalformedException {
        String market = Fields.symbol("market", fields.market);
        return trade(fields, market, fields.time("timestamp", fields.timestamp));
    }

    private static Trade trade(Fields fields, String symbol, Instant time) throws MalformedException {
        return new Trade(
                symbol,
                time,
                Fields.required("sequential_id", fields.sequentialId),
                Fields.positive("trade_price", fields.tradePrice),
                Fields.positive("trade_volume", fields.tradeVolume),
                side(Fields.required("ask_bid", fields.askBid)));
    }

    private static Side side(String askBid) throws MalformedException {
        return switch (askBid) {
            case "BID" -> Side.BID;
            case "ASK" -> Side.ASK;
            default -> throw new MalformedException("unknown value of ask_bid");
        };
    }

    private static OrderBook book(Fields fields) throws MalformedException {
        Levels levels = Fields.required("orderbook_units", fields.levels);
        return new OrderBook(
                fields.code(), fields.time("timestamp", fields.timestamp), levels.bids.levels, levels.asks.levels);
    }

    private static Fields read(byte[] json) throws MalformedException {
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedException(json.length == 0 ? "empty" : "not a JSON object");
            }
            Fields fields = new Fields();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                fields.read(name, parser);
            }
            if (parser.nextToken() != null) {
                throw new MalformedException("more than one JSON value");
            }
            return fields;
        } catch (IOException e) {
            throw new MalformedException("not whole JSON");
        }
    }

    /** What one pass over an object has found; null is absent. */
    private static final class Fields {
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
        Levels levels;

        void read(String name, JsonParser parser) throws IOException, MalformedException {
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_NULL) {
                return;
            }
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
                case "orderbook_units" -> levels = once(name, levels, Levels.read(value, parser));
                case "error" -> error = once(name, error, failure(value, parser));
                default -> parser.skipChildren();
            }
        }

        private static Frame.Failure failure(JsonToken value, JsonParser parser)
                throws IOException, MalformedException {
            expect("error", value == JsonToken.START_OBJECT);
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

        String code() throws MalformedException {
            return symbol("code", code);
        }

        Instant time(String name, @Nullable Long value) throws MalformedException {
            return Instant.ofEpochMilli(Epoch.toMillis(required(name, value)));
        }

        static String symbol(String name, @Nullable String value) throws MalformedException {
            String symbol = required(name, value);
            expect(name, Symbols.isValid(symbol));
            return symbol;
        }

        static BigDecimal positive(String name, @Nullable BigDecimal value) throws MalformedException {
            BigDecimal number = required(name, value);
            expect(name, number.signum() > 0);
            return number;
        }

        static <T> T required(String name, @Nullable T value) throws MalformedException {
            if (value == null) {
                throw new MalformedException("missing " + name);
            }
            return value;
        }

        static <T> T once(String name, @Nullable T before, T value) throws MalformedException {
            if (before != null) {
                throw new MalformedException("twice " + name);
            }
            return value;
        }

        static void expect(String name, boolean condition) throws MalformedException {
            if (!condition) {
                throw new MalformedException("bad " + name);
            }
        }

        static String string(String name, JsonToken value, JsonParser parser) throws IOException, MalformedException {
            expect(name, value == JsonToken.VALUE_STRING);
            return parser.getText();
        }

        static long integer(String name, JsonToken value, JsonParser parser) throws IOException, MalformedException {
            expect(
                    name,
                    value == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER);
            return parser.getLongValue();
        }

        static BigDecimal decimal(String name, JsonToken value, JsonParser parser)
                throws IOException, MalformedException {
            expect(name, value.isNumeric());
            BigDecimal number;
            try {
                number = parser.getDecimalValue();
            } catch (NumberFormatException e) {
                throw new MalformedException("bad " + name);
            }
            expect(name, Decimals.plausible(number));
            return Decimals.canonical(number);
        }
    }

    /** One side's best levels, as far as they are looked at. */
    private static final class BestLevels {
        final List<Level> levels = new ArrayList<>(OrderBook.DEPTH);
        private final int order;

        BestLevels(int order) {
            this.order = order;
        }

        void add(@Nullable BigDecimal price, @Nullable BigDecimal size) throws MalformedException {
            if (price == null || size == null) {
                throw new MalformedException("incomplete orderbook_units");
            }
            Fields.expect("orderbook_units", price.signum() >= 0 && size.signum() >= 0);
            if (price.signum() == 0 || size.signum() == 0 || isFull()) {
                return;
            }
            Fields.expect(
                    "order of orderbook_units",
                    levels.isEmpty()
                            || price.compareTo(levels.get(levels.size() - 1).price()) * order > 0);
            levels.add(new Level(price, size));
        }

        boolean isFull() {
            return levels.size() == OrderBook.DEPTH;
        }
    }

    private static final class Levels {
        final BestLevels bids = new BestLevels(-1);
        final BestLevels asks = new BestLevels(1);

        static Levels read(JsonToken value, JsonParser parser) throws IOException, MalformedException {
            Fields.expect("orderbook_units", value == JsonToken.START_ARRAY);
            Levels levels = new Levels();
            for (JsonToken unit = parser.nextToken(); unit != JsonToken.END_ARRAY; unit = parser.nextToken()) {
                Fields.expect("orderbook_units", unit == JsonToken.START_OBJECT);
                if (levels.bids.isFull() && levels.asks.isFull()) {
                    parser.skipChildren();
                } else {
                    levels.readUnit(parser);
                }
            }
            return levels;
        }

        private void readUnit(JsonParser parser) throws IOException, MalformedException {
            BigDecimal askPrice = null;
            BigDecimal bidPrice = null;
            BigDecimal askSize = null;
            BigDecimal bidSize = null;
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                switch (name) {
                    case "ask_price" -> askPrice = Fields.once(name, askPrice, Fields.decimal(name, value, parser));
                    case "bid_price" -> bidPrice = Fields.once(name, bidPrice, Fields.decimal(name, value, parser));
                    case "ask_size" -> askSize = Fields.once(name, askSize, Fields.decimal(name, value, parser));
                    case "bid_size" -> bidSize = Fields.once(name, bidSize, Fields.decimal(name, value, parser));
                    default -> parser.skipChildren();
                }
            }
            asks.add(askPrice, askSize);
            bids.add(bidPrice, bidSize);
        }
    }
}
