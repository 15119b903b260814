package io.market1s.data.upbit;

import io.market1s.data.Level;
import io.market1s.data.OrderBook;
import io.market1s.data.json.JsonCursor;
import io.market1s.data.json.MalformedException;
import io.market1s.data.json.StrictJson;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code orderbook_units}: each unit is the i-th best ask beside the i-th best bid. */
final class BookLevels {
    private static final String NAME = "orderbook_units";

    private final Best bids = new Best(-1);
    private final Best asks = new Best(1);

    private BookLevels() {}

    List<Level> bids() {
        return bids.levels;
    }

    List<Level> asks() {
        return asks.levels;
    }

    static BookLevels read(JsonCursor cursor) throws MalformedException {
        BookLevels levels = new BookLevels();
        cursor.enter(NAME, '[');
        while (cursor.hasNextElement()) {
            if (levels.bids.isFull() && levels.asks.isFull()) {
                StrictJson.expect(NAME, cursor.isObject());
                cursor.skip();
            } else {
                levels.readUnit(cursor);
            }
        }
        return levels;
    }

    private void readUnit(JsonCursor cursor) throws MalformedException {
        BigDecimal askPrice = null;
        BigDecimal bidPrice = null;
        BigDecimal askSize = null;
        BigDecimal bidSize = null;
        cursor.enter(NAME, '{');
        for (String name = cursor.nextName(); name != null; name = cursor.nextName()) {
            switch (name) {
                case "ask_price" -> askPrice = StrictJson.once(name, askPrice, cursor.decimal(name));
                case "bid_price" -> bidPrice = StrictJson.once(name, bidPrice, cursor.decimal(name));
                case "ask_size" -> askSize = StrictJson.once(name, askSize, cursor.decimal(name));
                case "bid_size" -> bidSize = StrictJson.once(name, bidSize, cursor.decimal(name));
                default -> cursor.skip();
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
