package io.market1s.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;

/**
 * Frames of the size and the form of real ones, all fields included; prices walk, sizes have up to eight places. The same
 * seed gives the same frames. Not thread-safe.
 */
public final class LoadFrames {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final int LEAST_SIZE = 1_000;
    private static final int TICK = 1_000;
    private static final int PRICE = 116_000_000;

    private final Random random;
    private final StringBuilder text = new StringBuilder(4096);
    private long id = 17_712_501_890_000_000L;
    private String clock = "";
    private long clockSecond;

    public LoadFrames(long seed) {
        random = new Random(seed);
    }

    /** A book with so many levels. */
    public byte[] book(String symbol, Instant time, int levels) {
        int bid = PRICE + TICK * random.nextInt(2_000);
        head("orderbook", symbol, time.toEpochMilli());
        text.append(",\"total_ask_size\":");
        size(30);
        text.append(",\"total_bid_size\":");
        size(30);
        text.append(",\"orderbook_units\":[");
        for (int level = 0; level < levels; level++) {
            text.append(level == 0 ? "{\"ask_price\":" : ",{\"ask_price\":")
                    .append(bid + TICK * (level + 1))
                    .append(",\"bid_price\":")
                    .append(bid - TICK * level)
                    .append(",\"ask_size\":");
            size(2);
            text.append(",\"bid_size\":");
            size(2);
            text.append('}');
        }
        text.append("],\"stream_type\":\"REALTIME\",\"level\":0}");
        return bytes();
    }

    /** A trade with an id of its own. */
    public byte[] trade(String symbol, Instant time) {
        return trade(symbol, time, nextId());
    }

    /** An id that no trade has had yet; they grow. */
    public long nextId() {
        id += 1 + random.nextInt(3);
        return id;
    }

    /** A trade with this id; the rest is different each time. */
    public byte[] trade(String symbol, Instant time, long sequentialId) {
        int price = PRICE + TICK * random.nextInt(2_000);
        boolean buyer = random.nextBoolean();
        head("trade", symbol, time.toEpochMilli() + 50);
        text.append(",\"trade_date\":\"").append(DATE.format(time));
        text.append("\",\"trade_time\":\"").append(clock(time));
        text.append("\",\"trade_timestamp\":").append(time.toEpochMilli());
        text.append(",\"trade_price\":").append(price).append(".0,\"trade_volume\":");
        size(1);
        text.append(",\"ask_bid\":\"").append(buyer ? "BID" : "ASK");
        text.append("\",\"prev_closing_price\":116000000.00000000,\"change\":\"RISE\",\"change_price\":");
        text.append(price - PRICE).append(".00000000,\"sequential_id\":").append(sequentialId);
        text.append(",\"best_ask_price\":").append(price + (buyer ? 0 : TICK)).append(",\"best_ask_size\":");
        size(1);
        text.append(",\"best_bid_price\":").append(price - (buyer ? TICK : 0)).append(",\"best_bid_size\":");
        size(1);
        text.append(",\"stream_type\":\"REALTIME\"}");
        return bytes();
    }

    /** A ticker, with all its fields. */
    public byte[] ticker(String symbol, Instant time) {
        int price = PRICE + TICK * random.nextInt(2_000);
        head("ticker", symbol, time.toEpochMilli());
        for (String name : new String[] {"opening_price", "high_price", "low_price", "trade_price"}) {
            text.append(",\"").append(name).append("\":").append(price).append(".0");
        }
        text.append(",\"prev_closing_price\":116000000.0,\"acc_trade_price\":54312098765.1234,\"change\":\"RISE\"");
        for (String name : new String[] {"change_price", "signed_change_price"}) {
            text.append(",\"").append(name).append("\":").append(price - PRICE).append(".0");
        }
        text.append(",\"change_rate\":0.0046471121,\"signed_change_rate\":0.0046471121,\"ask_bid\":\"BID\"");
        for (String name : new String[] {"trade_volume", "acc_trade_volume", "acc_ask_volume", "acc_bid_volume"}) {
            text.append(",\"").append(name).append("\":");
            size(500);
        }
        text.append(",\"trade_date\":\"20260216\",\"trade_time\":\"070940\",\"trade_timestamp\":")
                .append(time.toEpochMilli() - 40)
                .append(",\"highest_52_week_price\":179869000.0,\"highest_52_week_date\":\"2025-10-09\"")
                .append(",\"lowest_52_week_price\":81110000.0,\"lowest_52_week_date\":\"2026-02-06\"")
                .append(",\"market_state\":\"ACTIVE\",\"is_trading_suspended\":false,\"delisting_date\":null")
                .append(",\"market_warning\":\"NONE\",\"acc_trade_price_24h\":104312098765.1234")
                .append(",\"acc_trade_volume_24h\":");
        size(1_000);
        text.append(",\"stream_type\":\"REALTIME\"}");
        return bytes();
    }

    private void head(String type, String symbol, long timestamp) {
        text.setLength(0);
        text.append("{\"type\":\"").append(type);
        text.append("\",\"code\":\"").append(symbol);
        text.append("\",\"timestamp\":").append(timestamp);
    }

    /** A size below so many units, with eight places. */
    private void size(int units) {
        int places = LEAST_SIZE + random.nextInt(100_000_000 - LEAST_SIZE);
        text.append(random.nextInt(units)).append('.');
        for (int digits = 10_000_000; digits > places; digits /= 10) {
            text.append('0');
        }
        text.append(places);
    }

    private String clock(Instant time) {
        if (clockSecond != time.getEpochSecond()) {
            clockSecond = time.getEpochSecond();
            clock = TIME.format(time);
        }
        return clock;
    }

    private byte[] bytes() {
        return text.toString().getBytes(US_ASCII);
    }
}
