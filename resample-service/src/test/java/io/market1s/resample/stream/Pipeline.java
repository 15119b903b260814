package io.market1s.resample.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.market1s.data.EventTimes;
import io.market1s.data.Heartbeat;
import io.market1s.data.json.EvidenceJson;
import io.market1s.data.topic.RawHeaders;
import io.market1s.data.topic.Topics;
import io.market1s.oracle.RawRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The real topology without a broker: raw records in, rows out, a wall clock and log ends that the test moves. */
final class Pipeline implements AutoCloseable {
    static final Instant START = Instant.parse("2026-02-16T07:00:00Z");
    static final Duration HORIZON = EventTimes.DEFAULT_HORIZON;

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final Duration TICK = Duration.ofMillis(100);

    private final TopologyTestDriver driver;
    private final TestOutputTopic<String, byte[]> bars;
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final Map<String, JsonNode> rows = new TreeMap<>();
    private final List<JsonNode> emissions = new ArrayList<>();
    private final Watcher watcher = new Watcher();
    private boolean brokerAnswers = true;
    private Instant now = START;

    Pipeline(Path stateDirectory) {
        this(stateDirectory, Duration.ofHours(6), START);
    }

    Pipeline(Path stateDirectory, Duration keepAlive, Instant wallClock) {
        this(stateDirectory, keepAlive, wallClock, BarOutput.LIVE);
    }

    Pipeline(Path stateDirectory, Duration keepAlive, Instant wallClock, BarOutput output) {
        now = wallClock;
        Topics.RESAMPLED.forEach(topic -> ends.put(new TopicPartition(topic, 0), 0L));
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        driver = new TopologyTestDriver(
                ResampleTopology.build(
                        new ResampleRules(Duration.ofMillis(500), HORIZON, keepAlive),
                        1,
                        output,
                        this::logEnds,
                        watcher),
                config,
                wallClock);
        bars = driver.createOutputTopic(Topics.MARKET_1S, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private @Nullable LogEnds logEnds() {
        return brokerAnswers ? new LogEnds(now, ends, Map.of()) : null;
    }

    /** From now on the service does not know where the logs end. */
    void brokerFallsSilent() {
        brokerAnswers = false;
    }

    void brokerAnswersAgain() {
        brokerAnswers = true;
    }

    /** Records that are in the log but are not delivered. */
    void unread(String topic, int records) {
        ends.merge(new TopicPartition(topic, 0), (long) records, Long::sum);
    }

    /** A raw record as the ingest writes it, received at its event time. */
    void raw(String topic, String symbol, String value, Instant eventTime) {
        raw(topic, symbol, value, eventTime, eventTime);
    }

    void raw(String topic, String symbol, String value, Instant eventTime, Instant received) {
        record(topic, symbol, value, EventTimes.effective(eventTime, received, HORIZON), received);
    }

    /** A raw record with any timestamp. */
    void record(String topic, String symbol, String value, Instant timestamp, @Nullable Instant received) {
        RecordHeaders headers = new RecordHeaders();
        if (received != null) {
            new RawHeaders(received, "ingest-0/1", RawHeaders.Source.WS).addTo(headers);
        }
        ends.merge(new TopicPartition(topic, 0), 1L, Long::sum);
        driver.createInputTopic(topic, new StringSerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(symbol, value.getBytes(UTF_8), headers, timestamp));
        drain();
    }

    /** A raw record of a capture; tickers are not resampled. */
    void record(RawRecord record) {
        if (Topics.RESAMPLED.contains(record.topic())) {
            record(record.topic(), record.key(), record.json(), record.timestamp(), record.received());
        }
    }

    void trade(String symbol, Instant time, long id, String price, String volume, String side) {
        raw(Topics.TRADE, symbol, Frames.trade(symbol, time.toEpochMilli(), id, price, volume, side), time);
    }

    void book(String symbol, Instant time, String bid, String ask) {
        raw(Topics.ORDERBOOK, symbol, Frames.book(symbol, time.toEpochMilli(), bid, ask), time);
    }

    /** One feed's heartbeats for the seconds that end at {@code from} to {@code to}. */
    void heartbeats(String symbol, Instant from, Instant to) {
        for (Instant second = from; !second.isAfter(to); second = second.plusSeconds(1)) {
            heartbeat(symbol, second, "ingest-0/1");
        }
    }

    void heartbeat(String symbol, Instant second, String feed) {
        String value = new String(EvidenceJson.write(new Heartbeat(symbol, second, feed)), UTF_8);
        record(Topics.HEARTBEAT, symbol, value, second, second);
    }

    /** Lets the wall clock run, tick by tick. */
    void runUntil(Instant time) {
        while (now.isBefore(time)) {
            now = now.plus(TICK);
            driver.advanceWallClockTime(TICK);
        }
        drain();
    }

    /** Lets the wall clock jump, as after a pause of the process: one punctuation for all that was missed. */
    void pauseUntil(Instant time) {
        Duration pause = Duration.between(now, time);
        now = time;
        driver.advanceWallClockTime(pause);
        drain();
    }

    private void drain() {
        for (TestRecord<String, byte[]> record : bars.readRecordsToList()) {
            try {
                JsonNode bar = JSON.readTree(record.value());
                emissions.add(bar);
                rows.put(
                        bar.get("symbol").asText() + " "
                                + Instant.ofEpochMilli(bar.get("ts").asLong()),
                        bar);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    boolean hasRow(String symbol, Instant ts) {
        return rows.containsKey(symbol + " " + ts);
    }

    JsonNode row(String symbol, Instant ts) {
        return Objects.requireNonNull(rows.get(symbol + " " + ts), () -> "no row " + symbol + " " + ts);
    }

    int rows() {
        return rows.size();
    }

    /** The last bar of each row as it was on the topic. */
    Stream<byte[]> finalRows() {
        return rows.values().stream().map(row -> row.toString().getBytes(UTF_8));
    }

    List<JsonNode> emissions() {
        return emissions;
    }

    /** What was odd about the records so far. */
    List<TaskWatcher.RecordAnomaly> anomalies() {
        return List.copyOf(watcher.anomalies);
    }

    private static final class Watcher implements TaskWatcher {
        final List<RecordAnomaly> anomalies = new ArrayList<>();

        @Override
        public void at(int partition, TaskState state) {
            // Rows tell it.
        }

        @Override
        public void noticed(RecordAnomaly anomaly) {
            anomalies.add(anomaly);
        }
    }

    @Override
    public void close() {
        driver.close();
    }
}
