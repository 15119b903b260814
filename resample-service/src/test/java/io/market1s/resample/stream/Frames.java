package io.market1s.resample.stream;

/** Messages in the exchange's shapes. */
final class Frames {
    private Frames() {}

    public static String trade(String symbol, long time, long id, String price, String volume, String side) {
        return """
                {"type":"trade","code":"%s","timestamp":%d,"trade_timestamp":%d,"trade_price":%s,"trade_volume":%s,\
                "ask_bid":"%s","sequential_id":%d,"stream_type":"REALTIME"}""".formatted(symbol, time + 50, time, price, volume, side, id);
    }

    public static String restTrade(String symbol, long time, long id, String price, String volume, String side) {
        return """
                {"market":"%s","timestamp":%d,"trade_price":%s,"trade_volume":%s,"ask_bid":"%s","sequential_id":%d}""".formatted(symbol, time, price, volume, side, id);
    }

    /** A book with one level of size 1 on each side. */
    public static String book(String symbol, long time, String bid, String ask) {
        return book(symbol, time, bid, "1", ask, "1");
    }

    public static String book(String symbol, long time, String bid, String bidSize, String ask, String askSize) {
        return """
                {"type":"orderbook","code":"%s","timestamp":%d,"orderbook_units":[\
                {"ask_price":%s,"bid_price":%s,"ask_size":%s,"bid_size":%s}],"stream_type":"REALTIME"}""".formatted(symbol, time, ask, bid, askSize, bidSize);
    }
}
