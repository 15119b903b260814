package io.market1s.data;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code orderbook_units}: each unit is the i-th best ask beside the i-th best bid. */
final class BookLevels {
    private final Best bids = new Best(-1);
    private final Best asks = new Best(1);

    private BookLevels() {}

    List<Level> bids() {
        return bids.levels;
    }

    List<Level> asks() {
        return asks.levels;
    }

    static BookLevels read(JsonToken value, JsonParser parser) throws IOException, MalformedException {
        StrictJson.expect("orderbook_units", value == JsonToken.START_ARRAY);
        BookLevels levels = new BookLevels();
        for (JsonToken unit = parser.nextToken(); unit != JsonToken.END_ARRAY; unit = parser.nextToken()) {
            StrictJson.expect("orderbook_units", unit == JsonToken.START_OBJECT);
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
                case "ask_price" -> askPrice = StrictJson.once(name, askPrice, StrictJson.decimal(name, value, parser));
                case "bid_price" -> bidPrice = StrictJson.once(name, bidPrice, StrictJson.decimal(name, value, parser));
                case "ask_size" -> askSize = StrictJson.once(name, askSize, StrictJson.decimal(name, value, parser));
                case "bid_size" -> bidSize = StrictJson.once(name, bidSize, StrictJson.decimal(name, value, parser));
                default -> parser.skipChildren();
            }
        }
        asks.add(askPrice, askSize);
        bids.add(bidPrice, bidSize);
    }

    /** One side's best levels, as far as they are looked at. */
    private static final class Best {
        final List<Level> levels = new ArrayList<>(OrderBook.DEPTH);
        private final int order;

        Best(int order) {
            this.order = order;
        }

        void add(@Nullable BigDecimal price, @Nullable BigDecimal size) throws MalformedException {
            if (price == null || size == null) {
                throw new MalformedException("incomplete orderbook_units");
            }
            StrictJson.expect("orderbook_units", price.signum() >= 0 && size.signum() >= 0);
            if (price.signum() == 0 || size.signum() == 0 || isFull()) {
                return;
            }
            StrictJson.expect(
                    "order of orderbook_units",
                    levels.isEmpty()
                            || price.compareTo(levels.get(levels.size() - 1).price()) * order > 0);
            levels.add(new Level(price, size));
        }

        boolean isFull() {
            return levels.size() == OrderBook.DEPTH;
        }
    }
}
