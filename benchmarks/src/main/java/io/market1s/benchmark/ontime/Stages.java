package io.market1s.benchmark.ontime;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.market1s.data.topic.RawHeaders;
import io.market1s.data.topic.Topics;
import io.market1s.local.report.LagProbe;
import io.market1s.local.report.Lags;
import io.market1s.local.report.RecordTail;
import io.market1s.local.run.Servers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Measures how long each stage of a running pipeline takes. Its own consumer notes when trades and committed bars can
 * be read, and the lag probe tells it when a row is first seen. Of the raw records it reads only trades, which cost the
 * least. Reads from {@link #start} to {@link #close}; the rest is thread-safe.
 */
final class Stages implements LagProbe.Watcher, AutoCloseable {
    private static final ObjectReader HISTORY =
            new ObjectMapper().readerFor(History.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final Duration grace;
    private final InstantSource clock;
    private final RecordTail tail;
    private final Map<Stage, Lags> lags = new EnumMap<>(Stage.class);
    /** Rows that the consumer has read but the probe has not seen yet, and the other way round. */
    private final Map<Row, Instant> onlyRead = new HashMap<>();

    private final Map<Row, Instant> onlySeen = new HashMap<>();

    /** The fields of a bar that say how it was emitted. */
    private record History(
            @JsonProperty("revision") int revision,
            @JsonProperty("emitted_at") long emittedAt) {}

    private record Row(String symbol, Instant ts) {}

    private Stages(String bootstrapServers, Duration grace, InstantSource clock) {
        this.grace = grace;
        this.clock = clock;
        for (Stage stage : Stage.values()) {
            lags.put(stage, new Lags());
        }
        Consumer<String, byte[]> consumer = RecordTail.consumer(bootstrapServers);
        List<TopicPartition> partitions = new ArrayList<>();
        for (int partition = 0; partition < Servers.PARTITIONS; partition++) {
            partitions.add(new TopicPartition(Topics.TRADE, partition));
            partitions.add(new TopicPartition(Topics.MARKET_1S, partition));
        }
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        tail = new RecordTail("stages", consumer, this::read);
    }

    /** Begins to read what is written from now on. */
    static Stages start(String bootstrapServers, Duration grace, InstantSource clock) {
        Stages stages = new Stages(bootstrapServers, grace, clock);
        stages.tail.start();
        return stages;
    }

    /** How long each stage took, since the last call of this method. */
    Map<Stage, Lags.Percentiles> summaryAndReset() {
        Map<Stage, Lags.Percentiles> summary = new EnumMap<>(Stage.class);
        lags.forEach((stage, stageLags) -> summary.put(stage, stageLags.summaryAndReset()));
        return summary;
    }

    @Override
    public synchronized void saw(String symbol, Instant ts, Instant at) {
        Row row = new Row(symbol, ts);
        Instant read = onlyRead.remove(row);
        if (read == null) {
            onlySeen.put(row, at);
        } else {
            add(Stage.SINK, read, at);
        }
    }

    /** Ends the reading and returns when it has ended. */
    @Override
    public void close() {
        tail.close();
    }

    private void read(ConsumerRecords<String, byte[]> records) {
        Instant now = clock.instant();
        records.records(Topics.TRADE).forEach(trade -> trade(trade, now));
        records.records(Topics.MARKET_1S).forEach(bar -> bar(bar, now));
    }

    /** The record's timestamp is the trade's own time, because none of these trades is older than the horizon. */
    private void trade(ConsumerRecord<String, byte[]> trade, Instant now) {
        Instant received = RawHeaders.received(trade.headers());
        if (received != null) {
            add(Stage.EXCHANGE, Instant.ofEpochMilli(trade.timestamp()), received);
            add(Stage.INGEST, received, now);
        }
    }

    private void bar(ConsumerRecord<String, byte[]> bar, Instant now) {
        History history;
        try {
            history = HISTORY.readValue(bar.value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // The row of a correction is in the table already.
        if (history.revision == 0) {
            Instant ts = Instant.ofEpochMilli(bar.timestamp());
            Instant made = Instant.ofEpochMilli(history.emittedAt);
            add(Stage.CLOSE, ts.plus(grace), made);
            add(Stage.COMMIT, made, now);
            committed(new Row(bar.key(), ts), now);
        }
    }

    private synchronized void committed(Row row, Instant at) {
        Instant seen = onlySeen.remove(row);
        if (seen == null) {
            onlyRead.put(row, at);
        } else {
            add(Stage.SINK, at, seen);
        }
    }

    private void add(Stage stage, Instant from, Instant to) {
        lags.get(stage).add(Duration.between(from, to));
    }
}
