package io.market1s.data.upbit;

import io.market1s.data.Level;
import io.market1s.data.OrderBook;
import io.market1s.data.json.JsonCursor;
import io.market1s.data.json.MalformedException;
import io.market1s.data.json.StrictJson;
import io.market1s.data.json.Words;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads {@code orderbook_units}: each unit is the i-th best ask beside the i-th best bid. */
final class BookLevels {
    private static final String NAME = "orderbook_units";
    private static final Words<Unit> UNIT = Words.of(Unit.class);

    /** The fields of a unit that are used. */
    private enum Unit {
        ASK_PRICE,
        BID_PRICE,
        ASK_SIZE,
        BID_SIZE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

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
        for (Unit name = cursor.nextField(UNIT); name != null; name = cursor.nextField(UNIT)) {
            switch (name) {
                case ASK_PRICE -> askPrice = StrictJson.once(name, askPrice, cursor.decimal(name));
                case BID_PRICE -> bidPrice = StrictJson.once(name, bidPrice, cursor.decimal(name));
                case ASK_SIZE -> askSize = StrictJson.once(name, askSize, cursor.decimal(name));
                case BID_SIZE -> bidSize = StrictJson.once(name, bidSize, cursor.decimal(name));
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
