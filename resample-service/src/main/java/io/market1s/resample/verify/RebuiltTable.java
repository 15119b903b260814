package io.market1s.resample.verify;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The table {@code market_1s_rebuilt}: filled from a topic of rebuilt bars. Uses the caller's connection. */
final class RebuiltTable {
    private static final Duration POLL = Duration.ofMillis(200);

    /** Bars come as their JSON; PostgreSQL reads it, so that no decimal passes through a program's number. */
    private static final String UPSERT = """
            INSERT INTO market_1s_rebuilt (
                   symbol, ts, mid, bid, ask, spread, bid_size, ask_size, imbalance_top5,
                   last_trade_price, last_trade_side, trade_count_1s, trade_volume_1s, trade_value_1s, buy_volume_1s,
                   open, high, low, close, book_count_1s, book_age_ms, complete, trades_complete, revision, emitted_at)
            SELECT symbol, to_timestamp(ts / 1000), mid, bid, ask, spread, bid_size, ask_size, imbalance_top5,
                   last_trade_price, last_trade_side, trade_count_1s, trade_volume_1s, trade_value_1s, buy_volume_1s,
                   open, high, low, close, book_count_1s, book_age_ms, complete, trades_complete, revision,
                   to_timestamp(emitted_at / 1000.0)
            FROM jsonb_to_recordset(?::jsonb) AS bar(
                   symbol text, ts bigint, mid numeric, bid numeric, ask numeric, spread numeric, bid_size numeric,
                   ask_size numeric, imbalance_top5 double precision, last_trade_price numeric, last_trade_side text,
                   trade_count_1s integer, trade_volume_1s numeric, trade_value_1s numeric, buy_volume_1s numeric,
                   open numeric, high numeric, low numeric, close numeric, book_count_1s integer, book_age_ms bigint,
                   complete boolean, trades_complete boolean, revision integer, emitted_at bigint)
            """;

    private final Connection database;
    private final Map<String, String> kafka;

    RebuiltTable(Connection database, Map<String, String> kafka) {
        this.database = database;
        this.kafka = Map.copyOf(kafka);
    }

    /** Empties the table and fills it with the last bar of each row in the topic. */
    void fillFrom(String topic) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute("DELETE FROM market_1s_rebuilt");
        }
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                write(consumer.poll(POLL));
            }
        }
    }

    private void write(ConsumerRecords<String, byte[]> records) throws SQLException {
        if (records.isEmpty()) {
            return;
        }
        Map<String, byte[]> bars = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            bars.put(record.key() + " " + record.timestamp(), record.value());
        }
        StringJoiner json = new StringJoiner(",", "[", "]");
        bars.values().forEach(bar -> json.add(new String(bar, StandardCharsets.UTF_8)));
        try (PreparedStatement upsert =
                database.prepareStatement(UPSERT + " ON CONFLICT (symbol, ts) DO UPDATE SET " + everyColumn())) {
            upsert.setString(1, json.toString());
            upsert.executeUpdate();
        }
    }

    private String everyColumn() throws SQLException {
        StringJoiner assignments = new StringJoiner(", ");
        for (String column : Comparison.contentColumns(database)) {
            assignments.add(column + " = excluded." + column);
        }
        return assignments.toString();
    }
}
