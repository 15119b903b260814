package io.market1s.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.market1s.ingest.exchange.Received;
import java.time.Instant;

/** Frames as the exchange sends them, for tests. */
public final class Frames {
    private Frames() {}

    public static String trade(String code, Instant executed, Instant made, String streamType, long id) {
        return """
                {"type":"trade","code":"%s","timestamp":%d,"trade_timestamp":%d,"trade_price":1.16539E8,\
                "trade_volume":7.9276E-4,"ask_bid":"BID","prev_closing_price":116000000.0,"change":"RISE",\
                "sequential_id":%d,"stream_type":"%s"}""".formatted(code, made.toEpochMilli(), executed.toEpochMilli(), id, streamType);
    }

    /** An element of the REST API's list of trades. */
    public static String restTrade(String code, Instant executed, long id) {
        return """
                {"market":"%s","trade_date_utc":"2026-03-01","trade_time_utc":"00:00:00","timestamp":%d,\
                "trade_price":116539000.00000000,"trade_volume":0.00079276,"prev_closing_price":116000000.0,\
                "change_price":539000.0,"ask_bid":"BID","sequential_id":%d}""".formatted(code, executed.toEpochMilli(), id);
    }

    public static String book(String code, Instant time, String streamType) {
        return """
                {"type":"orderbook","code":"%s","timestamp":%d,"total_ask_size":3.5,"total_bid_size":4.5,\
                "orderbook_units":[{"ask_price":102.0,"bid_price":100.0,"ask_size":1.0,"bid_size":3.0},\
                {"ask_price":103.0,"bid_price":99.0,"ask_size":2.5,"bid_size":1.5}],"stream_type":"%s","level":0}""".formatted(code, time.toEpochMilli(), streamType);
    }

    public static String ticker(String code, Instant time) {
        return """
                {"type":"ticker","code":"%s","timestamp":%d,"trade_price":100.0,"stream_type":"REALTIME"}""".formatted(code, time.toEpochMilli());
    }

    /** A ticker that tells the newest trade, whose price and volume are those of {@link #trade}, and the day's volume. */
    public static String ticker(String code, Instant time, Instant executed, String streamType, String dayVolume) {
        return """
                {"type":"ticker","code":"%s","timestamp":%d,"trade_timestamp":%d,"trade_price":116539000.00000000,\
                "trade_volume":0.00079276,"acc_trade_volume":%s,"stream_type":"%s"}""".formatted(code, time.toEpochMilli(), executed.toEpochMilli(), dayVolume, streamType);
    }

    public static Received received(String frame, Instant at) {
        return new Received(frame.getBytes(UTF_8), at, at.toEpochMilli() * 1_000_000, true);
    }
}
