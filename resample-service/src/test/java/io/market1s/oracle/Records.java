package io.market1s.oracle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Raw records for tests, built by hand: times are milliseconds after a whole second. */
final class Records {
    private static final Instant ZERO = Instant.parse("2026-02-16T22:25:00Z");

    private Records() {}

    static Instant ms(long millis) {
        return ZERO.plusMillis(millis);
    }

    static Heartbeat heartbeat(int second) {
        return new Heartbeat(second);
    }

    static Withdrawn withdrawn(String feed, long from, long until) {
        return new Withdrawn(feed, from, until);
    }

    static Filled filled(long from, long until) {
        return new Filled(from, until);
    }

    static Trade trade(long id, long millis) {
        return new Trade(id, millis);
    }

    static Book book(long millis) {
        return new Book(millis);
    }

    /** Something that becomes a record. */
    interface Builder {
        RawRecord build();
    }

    static final class Heartbeat implements Builder {
        private final Instant second;
        private String symbol = "KRW-BTC";
        private String feed = "a/1";

        private Heartbeat(int second) {
            this.second = ms(second * 1000L);
        }

        Heartbeat symbol(String value) {
            symbol = value;
            return this;
        }

        Heartbeat feed(String value) {
            feed = value;
            return this;
        }

        @Override
        public RawRecord build() {
            String json = "{\"type\":\"heartbeat\",\"code\":\"%s\",\"second\":%d,\"feed\":\"%s\"}"
                    .formatted(symbol, second.toEpochMilli(), feed);
            return new RawRecord(RawRecord.HEARTBEAT, symbol, json, second, second);
        }
    }

    record Withdrawn(String feed, long from, long until) implements Builder {
        @Override
        public RawRecord build() {
            String json =
                    "{\"type\":\"withdrawn\",\"code\":\"KRW-BTC\",\"feed\":\"%s\",\"from\":%d,\"until\":%d,\"reason\":\"x\"}"
                            .formatted(feed, ms(from).toEpochMilli(), ms(until).toEpochMilli());
            return new RawRecord(RawRecord.HEARTBEAT, "KRW-BTC", json, ms(until), ms(until));
        }
    }

    record Filled(long from, long until, long received) implements Builder {
        private Filled(long from, long until) {
            this(from, until, until);
        }

        Filled received(long millis) {
            return new Filled(from, until, millis);
        }

        @Override
        public RawRecord build() {
            String json = "{\"type\":\"filled\",\"code\":\"KRW-BTC\",\"from\":%d,\"until\":%d}"
                    .formatted(ms(from).toEpochMilli(), ms(until).toEpochMilli());
            return new RawRecord(RawRecord.HEARTBEAT, "KRW-BTC", json, ms(until), ms(received));
        }
    }

    static final class Trade implements Builder {
        private final long id;
        private final Instant time;
        private Instant effect;
        private String symbol = "KRW-BTC";
        private String price = "1";
        private String volume = "1";
        private String side = "BID";

        private Trade(long id, long millis) {
            this.id = id;
            time = ms(millis);
            effect = time;
        }

        Trade symbol(String value) {
            symbol = value;
            return this;
        }

        Trade price(String value) {
            price = value;
            return this;
        }

        Trade volume(String value) {
            volume = value;
            return this;
        }

        Trade side(String value) {
            side = value;
            return this;
        }

        Trade late(long millis) {
            effect = ms(millis);
            return this;
        }

        @Override
        public RawRecord build() {
            long millis = time.toEpochMilli();
            String json = """
                    {"type":"trade","code":"%s","timestamp":%d,"trade_timestamp":%d,
                    "trade_price":%s,"trade_volume":%s,"ask_bid":"%s","sequential_id":%d}""".formatted(symbol, millis + 50, millis, price, volume, side, id);
            return new RawRecord(RawRecord.TRADE, symbol, json, effect, effect);
        }
    }

    static final class Book implements Builder {
        private final Instant time;
        private Instant effect;
        private final List<String[]> bids = new ArrayList<>();
        private final List<String[]> asks = new ArrayList<>();
        private boolean micros;

        private Book(long millis) {
            time = ms(millis);
            effect = time;
        }

        Book bid(String price, String size) {
            bids.add(new String[] {price, size});
            return this;
        }

        Book ask(String price, String size) {
            asks.add(new String[] {price, size});
            return this;
        }

        Book late(long millis) {
            effect = ms(millis);
            return this;
        }

        Book inMicroseconds() {
            micros = true;
            return this;
        }

        @Override
        public RawRecord build() {
            List<String> units = new ArrayList<>();
            String[] padding = {"0", "0"};
            for (int i = 0; i < Math.max(bids.size(), asks.size()); i++) {
                String[] bid = i < bids.size() ? bids.get(i) : padding;
                String[] ask = i < asks.size() ? asks.get(i) : padding;
                units.add("{\"ask_price\":%s,\"bid_price\":%s,\"ask_size\":%s,\"bid_size\":%s}"
                        .formatted(ask[0], bid[0], ask[1], bid[1]));
            }
            String json = "{\"type\":\"orderbook\",\"code\":\"KRW-BTC\",\"timestamp\":%d%s,\"orderbook_units\":[%s]}"
                    .formatted(time.toEpochMilli(), micros ? "999" : "", String.join(",", units));
            return new RawRecord(RawRecord.ORDERBOOK, "KRW-BTC", json, effect, effect);
        }
    }
}
