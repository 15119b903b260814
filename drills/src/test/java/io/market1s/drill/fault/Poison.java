package io.market1s.drill.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.market1s.data.topic.RawHeaders;
import io.market1s.data.topic.Topics;
import io.market1s.drill.pipeline.SplitPipeline;
import io.market1s.local.run.Servers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes bad records to every topic: bad values, keys, headers and timestamps of all kinds. */
public record Poison() implements Fault {
    private static final String SYMBOL = "KRW-BTC";
    private static final List<String> RAW =
            List.of(Topics.TRADE, Topics.ORDERBOOK, Topics.TICKER, Topics.HEARTBEAT, Topics.QUARANTINE);
    private static final int MEGABYTE = 900_000;
    /** A broker accepts no timestamp that is more than an hour ahead. */
    private static final Duration FURTHEST = Duration.ofMinutes(59);

    private static final String TRADE = "{\"type\":\"trade\",\"code\":\"%s\",\"timestamp\":%d,\"trade_timestamp\":%d,"
            + "\"trade_price\":%s,\"trade_volume\":%s,\"ask_bid\":\"BID\",\"sequential_id\":1,\"stream_type\":\"REALTIME\"}";
    private static final String HEARTBEAT =
            "{\"type\":\"heartbeat\",\"code\":\"%s\",\"second\":%d,\"feed\":\"poison/1\"}";
    private static final String BAR = "{\"symbol\":%s,\"ts\":%s,\"mid\":null,\"bid\":%s,\"ask\":null,\"spread\":null,"
            + "\"bid_size\":null,\"ask_size\":null,\"imbalance_top5\":null,\"last_trade_price\":null,"
            + "\"last_trade_side\":null,\"trade_count_1s\":%s,\"trade_volume_1s\":0,\"trade_value_1s\":0,"
            + "\"buy_volume_1s\":0,\"open\":null,\"high\":null,\"low\":null,\"close\":null,\"book_count_1s\":0,"
            + "\"book_age_ms\":null,\"complete\":true,\"revision\":0,\"emitted_at\":%s}";

    @Override
    public String name() {
        return "poison records in every topic";
    }

    @Override
    public void happen(SplitPipeline pipeline, FaultLog log) throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        Instant now = Instant.now();
        RAW.forEach(topic -> addRaw(topic, now, records));
        addMeant(now, records);
        addBars(now, records);
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", pipeline.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> record : records) {
                producer.send(record).get();
            }
        }
        log.ended();
    }

    /** Records whose value or key is not of the kind that belongs into the topic. */
    private static void addRaw(String topic, Instant now, List<ProducerRecord<byte[], byte[]>> records) {
        List<byte[]> values = new ArrayList<>();
        for (String text :
                List.of("", "null", "[]", "\"\"", "{", "{}", "not JSON", "{\"type\":\"trade\",\"code\":\"KRW-BTC\"}")) {
            values.add(text.getBytes(UTF_8));
        }
        values.add("[".repeat(100_000).getBytes(UTF_8));
        values.add("{\"type\":".repeat(100_000).getBytes(UTF_8));
        values.add(new byte[] {(byte) 0xff, 0, (byte) 0xc0, (byte) 0x80});
        values.add(new byte[MEGABYTE]);
        for (byte[] value : values) {
            records.add(record(topic, SYMBOL.getBytes(UTF_8), value, now.toEpochMilli(), now));
        }
        records.add(record(topic, SYMBOL.getBytes(UTF_8), (byte[]) null, now.toEpochMilli(), now));
        byte[] some = "{}".getBytes(UTF_8);
        for (byte[] key : new byte[][] {
            null,
            {},
            {0},
            {(byte) 0xff, (byte) 0xfe},
            "krw-btc".getBytes(UTF_8),
            "'; DROP TABLE".getBytes(UTF_8),
            "K".repeat(MEGABYTE).getBytes(UTF_8)
        }) {
            records.add(record(topic, key, some, now.toEpochMilli(), now));
        }
    }

    /** Records of the right kind with a wrong symbol, time or number. */
    private static void addMeant(Instant now, List<ProducerRecord<byte[], byte[]>> records) {
        long millis = now.toEpochMilli();
        long second = now.getEpochSecond() * 1000;
        long day = Duration.ofDays(1).toMillis();
        byte[] key = SYMBOL.getBytes(UTF_8);
        String trade = TRADE.formatted(SYMBOL, millis, millis, "1", "1");
        records.add(record(Topics.ORDERBOOK, key, trade.replace("trade\",\"code", "ticker\",\"code"), millis, now));
        records.add(record(Topics.TRADE, "KRW-ETH".getBytes(UTF_8), trade, millis, now));
        records.add(record(Topics.TRADE, null, trade, millis, now));
        records.add(record(Topics.TRADE, key, trade, millis, null));
        for (String number : List.of("-1", "0", "1e400", "1e999999999", "1".repeat(100_000), "\"1\"", "NaN")) {
            records.add(record(Topics.TRADE, key, TRADE.formatted(SYMBOL, millis, millis, number, "1"), millis, now));
            records.add(record(Topics.TRADE, key, TRADE.formatted(SYMBOL, millis, millis, "1", number), millis, now));
        }
        for (long time : new long[] {Long.MAX_VALUE, millis + day, -1, 0}) {
            records.add(record(Topics.TRADE, key, TRADE.formatted(SYMBOL, time, time, "1", "1"), millis, now));
        }
        for (long timestamp : new long[] {millis + FURTHEST.toMillis(), 0}) {
            records.add(record(Topics.TRADE, key, "{}", timestamp, now));
            records.add(record(Topics.TRADE, key, "{}", timestamp, null));
            records.add(record(Topics.ORDERBOOK, key, "{}", timestamp, now));
            records.add(record(Topics.HEARTBEAT, key, "{}", timestamp, now));
        }
        for (long end : new long[] {second + day, second + 1, -1000, 0, Long.MAX_VALUE}) {
            records.add(record(Topics.HEARTBEAT, key, HEARTBEAT.formatted(SYMBOL, end), millis, now));
        }
        records.add(
                record(Topics.HEARTBEAT, "KRW-ETH".getBytes(UTF_8), HEARTBEAT.formatted(SYMBOL, second), millis, now));
        records.add(record(Topics.HEARTBEAT, key, HEARTBEAT.formatted(SYMBOL, second), millis, null));
        // These heartbeats are right, but one of the two partitions is not that of the symbol.
        for (int partition = 0; partition < Servers.PARTITIONS; partition++) {
            ProducerRecord<byte[], byte[]> misplaced = new ProducerRecord<>(
                    Topics.HEARTBEAT,
                    partition,
                    second,
                    key,
                    HEARTBEAT.formatted(SYMBOL, second).getBytes(UTF_8));
            new RawHeaders(now, "poison", RawHeaders.Source.WS).addTo(misplaced.headers());
            records.add(misplaced);
        }
    }

    /** Bars that the resampler never emits, of symbols that do not exist. */
    private static void addBars(Instant now, List<ProducerRecord<byte[], byte[]>> records) {
        long millis = now.getEpochSecond() * 1000;
        List<String> values =
                new ArrayList<>(List.of("", "null", "[]", "{", "{}", "not JSON", "{\"symbol\":\"KRW-P\"}"));
        String time = Long.toString(millis);
        values.add(BAR.formatted("\"KRW-\\u0000\"", time, "null", "0", time));
        values.add(BAR.formatted("null", time, "null", "0", time));
        values.add(BAR.formatted("\"\"", time, "null", "0", time));
        values.add(BAR.formatted("\"KRW-P1\"", "9223372036854775807", "null", "0", time));
        values.add(BAR.formatted("\"KRW-P2\"", "\"now\"", "null", "0", time));
        values.add(BAR.formatted("\"KRW-P3\"", time, "\"1\"", "0", time));
        values.add(BAR.formatted("\"KRW-P4\"", time, "1e200000", "0", time));
        values.add(BAR.formatted("\"KRW-P5\"", time, "1e999999999", "0", time));
        values.add(BAR.formatted("\"KRW-P6\"", time, "null", "4294967296", time));
        values.add(BAR.formatted("\"KRW-P7\"", time, "null", "0.5", time));
        values.add(BAR.formatted("\"KRW-P8\"", time, "null", "0", "-9223372036854775808"));
        values.add("{".repeat(100_000));
        for (String value : values) {
            records.add(record(Topics.MARKET_1S, SYMBOL.getBytes(UTF_8), value, millis, null));
        }
        records.add(record(Topics.MARKET_1S, SYMBOL.getBytes(UTF_8), (byte[]) null, millis, null));
        for (byte[] key : new byte[][] {null, {}, {(byte) 0xff, 0}}) {
            records.add(record(Topics.MARKET_1S, key, (byte[]) null, millis, null));
            records.add(record(Topics.MARKET_1S, key, "not JSON", millis, null));
        }
        records.add(record(Topics.MARKET_1S, SYMBOL.getBytes(UTF_8), "not JSON", millis + FURTHEST.toMillis(), null));
    }

    private static ProducerRecord<byte[], byte[]> record(
            String topic, byte @Nullable [] key, String value, long timestamp, @Nullable Instant received) {
        return record(topic, key, value.getBytes(UTF_8), timestamp, received);
    }

    private static ProducerRecord<byte[], byte[]> record(
            String topic, byte @Nullable [] key, byte @Nullable [] value, long timestamp, @Nullable Instant received) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, null, timestamp, key, value);
        if (received != null) {
            new RawHeaders(received, "poison", RawHeaders.Source.WS).addTo(record.headers());
        }
        return record;
    }
}
