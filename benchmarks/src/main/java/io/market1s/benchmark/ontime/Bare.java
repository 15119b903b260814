package io.market1s.benchmark.ontime;

import io.market1s.benchmark.sink.SampleBars;
import io.market1s.benchmark.sink.Writers;
import io.market1s.connect.MarketSchema;
import io.market1s.data.Bar;
import io.market1s.data.json.BarJson;
import io.market1s.data.topic.TopicSetup;
import io.market1s.data.topic.Topics;
import io.market1s.local.report.Lags;
import io.market1s.local.run.Servers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The least that any pipeline of this kind needs: the bars of one second in one transaction of Kafka, and in one of
 * PostgreSQL, without our services.
 *
 * @param kafka from the first send, including the making of JSON, until a consumer of committed records has all bars
 * @param postgres from the first row until the commit is acknowledged
 */
record Bare(Lags.Percentiles kafka, Lags.Percentiles postgres) {
    private static final String TOPIC = "market_1s.bare";
    private static final int WARM_UP = 10;
    private static final int ROUNDS = 30;
    private static final Duration POLL = Duration.ofMillis(200);

    /** Writes the bars of one second. */
    private interface Writing {
        void write(List<Bar> bars) throws SQLException;
    }

    /** Measures both, one after the other, with as many bars a second as there are symbols. */
    static Bare measure(Servers servers, int symbols) throws SQLException, InterruptedException {
        return new Bare(kafka(servers, symbols), postgres(servers, symbols));
    }

    private static Lags.Percentiles kafka(Servers servers, int symbols) throws SQLException, InterruptedException {
        new TopicSetup(servers.admin()).ensure(List.of(Topics.bars(TOPIC)), Servers.PARTITIONS, (short) 1);
        String bootstrapServers = servers.bootstrapServers();
        Map<String, Object> producing =
                Map.of("bootstrap.servers", bootstrapServers, "transactional.id", "bare", "compression.type", "lz4");
        Map<String, Object> consuming =
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
        try (KafkaProducer<String, byte[]> producer =
                        new KafkaProducer<>(producing, new StringSerializer(), new ByteArraySerializer());
                KafkaConsumer<String, byte[]> consumer =
                        new KafkaConsumer<>(consuming, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (int partition = 0; partition < Servers.PARTITIONS; partition++) {
                partitions.add(new TopicPartition(TOPIC, partition));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            producer.initTransactions();
            return rounds(symbols, bars -> {
                producer.beginTransaction();
                bars.forEach(bar -> {
                    var unused = producer.send(
                            new ProducerRecord<>(TOPIC, bar.content().symbol(), BarJson.write(bar)));
                });
                producer.commitTransaction();
                for (int read = 0; read < bars.size(); ) {
                    read += consumer.poll(POLL).count();
                }
            });
        }
    }

    private static Lags.Percentiles postgres(Servers servers, int symbols) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                servers.postgres().jdbcUrl(), MarketSchema.SINK_ROLE, MarketSchema.SINK_ROLE)) {
            return rounds(symbols, bars -> Writers.upsert(bars.stream(), connection));
        }
    }

    private static Lags.Percentiles rounds(int symbols, Writing writing) throws SQLException {
        Lags lags = new Lags();
        Iterator<Bar> all =
                new SampleBars((WARM_UP + ROUNDS) * symbols, symbols).stream().iterator();
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            List<Bar> bars = new ArrayList<>();
            for (int i = 0; i < symbols; i++) {
                bars.add(all.next());
            }
            long before = System.nanoTime();
            writing.write(bars);
            if (round >= WARM_UP) {
                lags.add(Duration.ofNanos(System.nanoTime() - before));
            }
        }
        return lags.summary();
    }
}
