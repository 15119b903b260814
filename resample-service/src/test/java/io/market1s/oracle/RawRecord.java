package io.market1s.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;

/**
 * One record of a raw topic.
 *
 * @param json the value; frames are UTF-8
 * @param timestamp the record's own: when what it tells takes effect
 * @param received the header; evidence about what lies more than the horizon before it counts for nothing
 */
public record RawRecord(String topic, String key, String json, Instant timestamp, Instant received) {
    public static final String TRADE = "upbit.trade";
    public static final String ORDERBOOK = "upbit.orderbook";
    public static final String TICKER = "upbit.ticker";
    public static final String HEARTBEAT = "upbit.heartbeat";

    public static RawRecord of(String topic, String key, byte[] value, Instant timestamp, Instant received) {
        return new RawRecord(topic, key, new String(value, UTF_8), timestamp, received);
    }
}
