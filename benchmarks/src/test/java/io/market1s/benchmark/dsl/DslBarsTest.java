package io.market1s.benchmark.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.market1s.benchmark.load.RawLoad;
import io.market1s.data.Heartbeat;
import io.market1s.data.json.EvidenceJson;
import io.market1s.data.topic.RawHeaders;
import io.market1s.data.topic.Topics;
import io.market1s.resample.stream.BarOutput;
import io.market1s.resample.stream.ResampleRules;
import io.market1s.resample.stream.ResampleTopology;
import io.market1s.resample.stream.TaskWatcher;
import io.market1s.testing.LoadFrames;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is compared for speed does the same work: the same numbers from the same events. */
class DslBarsTest {
    private static final int SECONDS = 6;
    private static final String OUTPUT = "bars";
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    @TempDir
    Path folder;

    private record Input(String topic, TestRecord<String, byte[]> record) {}

    @Test
    void theIdiomaticTopologyMakesTheNumbersOfTheResampler() {
        assertSameNumbers(
                bars(DslBars.idiomatic(OUTPUT), DslBars.idiomaticConfig("test", "127.0.0.1:1", folder), false));
    }

    @Test
    void theTunedTopologyMakesTheNumbersOfTheResampler() {
        assertSameNumbers(bars(DslBars.tuned(OUTPUT), DslBars.tunedConfig("test", "127.0.0.1:1", folder), false));
    }

    private void assertSameNumbers(Map<Instant, JsonNode> theirs) {
        Map<Instant, JsonNode> ours = ours();
        assertThat(theirs).hasSizeGreaterThanOrEqualTo(SECONDS - 2);
        theirs.forEach((end, bar) -> {
            JsonNode our = ours.get(end);
            assertThat(our).as("our bar of %s", end).isNotNull();
            same(end, bar, "bid", our, "bid");
            same(end, bar, "bidSize", our, "bid_size");
            same(end, bar, "ask", our, "ask");
            same(end, bar, "askSize", our, "ask_size");
            same(end, bar, "bookCount", our, "book_count_1s");
            same(end, bar, "tradeCount", our, "trade_count_1s");
            same(end, bar, "tradeVolume", our, "trade_volume_1s");
            same(end, bar, "tradeValue", our, "trade_value_1s");
            same(end, bar, "buyVolume", our, "buy_volume_1s");
            for (String price : List.of("open", "high", "low", "close")) {
                same(end, bar, price, our, price);
            }
            BigDecimal bids = bar.path("bidDepth").decimalValue();
            BigDecimal asks = bar.path("askDepth").decimalValue();
            assertThat(bids.subtract(asks)
                            .divide(bids.add(asks), MathContext.DECIMAL128)
                            .doubleValue())
                    .as("imbalance at %s", end)
                    .isEqualTo(our.path("imbalance_top5").doubleValue());
        });
    }

    private static void same(Instant end, JsonNode theirs, String theirName, JsonNode ours, String ourName) {
        assertThat(theirs.path(theirName).decimalValue())
                .as("%s at %s", ourName, end)
                .isEqualByComparingTo(ours.path(ourName).decimalValue());
    }

    private Map<Instant, JsonNode> ours() {
        ResampleRules rules = new ResampleRules(Duration.ofMillis(500), Duration.ofMinutes(10), Duration.ofHours(1));
        Topology topology = ResampleTopology.build(
                rules, 1, new BarOutput(OUTPUT, Instant.EPOCH, Instant.MAX, false), () -> null, TaskWatcher.NONE);
        return bars(topology, DslBars.idiomaticConfig("ours", "127.0.0.1:1", folder), true);
    }

    /** By the end of their second. */
    private static Map<Instant, JsonNode> bars(Topology topology, Properties config, boolean ours) {
        Map<Instant, JsonNode> bars = new TreeMap<>();
        try (TopologyTestDriver driver = new TopologyTestDriver(topology, config)) {
            for (Input input : inputs()) {
                if (ours || !input.topic().equals(Topics.HEARTBEAT)) {
                    driver.createInputTopic(input.topic(), new StringSerializer(), new ByteArraySerializer())
                            .pipeInput(input.record());
                }
            }
            driver.createOutputTopic(OUTPUT, new StringDeserializer(), new ByteArrayDeserializer())
                    .readRecordsToList()
                    .forEach(record -> {
                        JsonNode bar = json(record.value());
                        bars.put(Instant.ofEpochMilli(bar.path("ts").asLong()), bar);
                    });
        }
        return bars;
    }

    private static JsonNode json(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<Input> inputs() {
        LoadFrames frames = new LoadFrames(5);
        List<Input> inputs = new ArrayList<>();
        String code = "KRW-BTC";
        for (int second = 0; second < SECONDS; second++) {
            Instant begin = RawLoad.START.plusSeconds(second);
            for (int i = 0; i < 10; i++) {
                Instant time = begin.plusMillis(i * 99L);
                inputs.add(
                        i % 5 < 3
                                ? input(Topics.ORDERBOOK, code, frames.book(code, time, 15), time)
                                : input(Topics.TRADE, code, frames.trade(code, time), time));
            }
            Instant end = begin.plusSeconds(1);
            inputs.add(input(Topics.HEARTBEAT, code, EvidenceJson.write(new Heartbeat(code, end, "load/1")), end));
        }
        return inputs;
    }

    private static Input input(String topic, String code, byte[] value, Instant time) {
        RecordHeaders headers = new RecordHeaders();
        new RawHeaders(time.plusMillis(80), "load/1", RawHeaders.Source.WS).addTo(headers);
        return new Input(topic, new TestRecord<>(code, value, headers, time));
    }
}
