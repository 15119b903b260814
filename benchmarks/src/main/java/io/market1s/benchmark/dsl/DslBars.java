package io.market1s.benchmark.dsl;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.market1s.data.MarketEvent;
import io.market1s.data.OrderBook;
import io.market1s.data.Trade;
import io.market1s.data.json.MalformedException;
import io.market1s.data.topic.Topics;
import io.market1s.data.upbit.UpbitParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Aggregator;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Suppressed;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.state.WindowStore;

/**
 * One-second bars by the DSL of Kafka Streams: what the resampler is compared with. Both make less than it does: no row
 * for a second without events, nothing carried, no coverage, no corrections, and duplicates count.
 */
public final class DslBars {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final TimeWindows SECONDS =
            TimeWindows.ofSizeAndGrace(Duration.ofSeconds(1), Duration.ofMillis(500));
    private static final List<String> INPUT = List.of(Topics.TRADE, Topics.ORDERBOOK);

    private DslBars() {}

    /** The usual way: Jackson's data binding for input, output and state. */
    public static Topology idiomatic(String output) {
        return bars(json(Event.class), (symbol, event, bar) -> bar.add(event), json(WindowBar.class), output);
    }

    /** Well tuned: the project's own parser and a compact state. */
    public static Topology tuned(String output) {
        UpbitParser parser = new UpbitParser();
        Serde<MarketEvent> events = Serdes.serdeFrom(
                (topic, event) -> {
                    throw new UnsupportedOperationException("events are only read");
                },
                (topic, bytes) -> parse(parser, bytes));
        return bars(
                events,
                (symbol, event, bar) -> event instanceof Trade trade ? bar.add(trade) : bar.add((OrderBook) event),
                CompactBar.serde(),
                output);
    }

    /** A windowed aggregate, suppressed until the window closes. */
    private static <E> Topology bars(
            Serde<E> events, Aggregator<String, E, WindowBar> add, Serde<WindowBar> state, String output) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(INPUT, Consumed.with(Serdes.String(), events))
                .groupByKey(Grouped.with("events", Serdes.String(), events))
                .windowedBy(SECONDS)
                .aggregate(
                        WindowBar::new,
                        add,
                        Materialized.<String, WindowBar, WindowStore<Bytes, byte[]>>as("bars")
                                .withKeySerde(Serdes.String())
                                .withValueSerde(state))
                .suppress(Suppressed.untilWindowCloses(Suppressed.BufferConfig.unbounded())
                        .withName("closed"))
                .toStream()
                .map((window, bar) ->
                        KeyValue.pair(window.key(), bar.at(window.window().end())))
                .to(output, Produced.with(Serdes.String(), json(WindowBar.class)));
        return builder.build();
    }

    /** Only the configuration that exactly-once needs. */
    public static Properties idiomaticConfig(String applicationId, String bootstrapServers, Path state) {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put("auto.offset.reset", "earliest");
        return config;
    }

    /** With the same cache, commit interval, compression and buffers as the resampler. */
    public static Properties tunedConfig(String applicationId, String bootstrapServers, Path state) {
        Properties config = idiomaticConfig(applicationId, bootstrapServers, state);
        config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 64L << 20);
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 1_000);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        config.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 200);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500);
        config.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, CommonClientConfigs.RECEIVE_BUFFER_LOWER_BOUND);
        return config;
    }

    private static MarketEvent parse(UpbitParser parser, byte[] bytes) {
        try {
            return parser.event(bytes);
        } catch (MalformedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> Serde<T> json(Class<T> type) {
        return Serdes.serdeFrom(
                (topic, value) -> {
                    try {
                        return value == null ? null : JSON.writeValueAsBytes(value);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                (topic, bytes) -> {
                    try {
                        return bytes == null ? null : JSON.readValue(bytes, type);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }
}
