package io.market1s.local.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.market1s.data.Bar;
import io.market1s.data.BarContent;
import io.market1s.data.Heartbeat;
import io.market1s.data.TradeSummary;
import io.market1s.data.json.BarJson;
import io.market1s.data.json.EvidenceJson;
import io.market1s.data.topic.Topics;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** "Honest": what somebody else wrote to a topic does not end the account of a run. */
class RunTailTest {
    private static final TopicPartition HEARTBEATS = new TopicPartition(Topics.HEARTBEAT, 0);
    private static final TopicPartition BARS = new TopicPartition(Topics.MARKET_1S, 0);
    private static final Instant TS = Instant.parse("2026-02-16T10:00:00Z");
    private static final String SYMBOL = "KRW-BTC";

    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("none");
    private final RunTail tail = new RunTail(consumer, Map.of(HEARTBEATS, 0L, BARS, 0L));
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    @Test
    void readsOnAfterARecordWithoutKeyOrValue() {
        write(HEARTBEATS, null, heartbeat(SYMBOL));
        write(HEARTBEATS, SYMBOL, null);
        write(BARS, null, bar());
        write(BARS, SYMBOL, null);

        assertThatTheRestIsRead();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "{}", "7", "not JSON"})
    void readsOnAfterAValueThatMakesNoSense(String value) {
        write(HEARTBEATS, SYMBOL, value.getBytes(UTF_8));
        write(BARS, SYMBOL, value.getBytes(UTF_8));

        assertThatTheRestIsRead();
    }

    @Test
    void believesNoHeartbeatUnderTheKeyOfAnotherSymbol() {
        write(HEARTBEATS, "KRW-ETH", heartbeat(SYMBOL));
        read();

        assertThat(tail.firstCovered()).isEmpty();
    }

    private void assertThatTheRestIsRead() {
        write(HEARTBEATS, SYMBOL, heartbeat(SYMBOL));
        write(BARS, SYMBOL, bar());
        read();

        assertThat(tail.firstCovered()).containsExactly(Map.entry(SYMBOL, TS));
        assertThat(tail.latestBar()).containsExactly(Map.entry(SYMBOL, TS));
        assertThat(tail.nextBarOffset()).containsExactly(Map.entry(BARS, ends.get(BARS)));
        assertThat(tail.reemitted()).isZero();
    }

    private void read() {
        try (tail) {
            tail.start();
            await().atMost(Duration.ofSeconds(60)).until(() -> tail.hasRead(ends));
        }
    }

    private void write(TopicPartition to, @Nullable String key, byte @Nullable [] value) {
        long offset = ends.getOrDefault(to, 0L);
        consumer.addRecord(new ConsumerRecord<>(
                to.topic(),
                to.partition(),
                offset,
                TS.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                value,
                new RecordHeaders(),
                Optional.empty()));
        ends.put(to, offset + 1);
    }

    private static byte[] heartbeat(String symbol) {
        return EvidenceJson.write(new Heartbeat(symbol, TS, "feed/1"));
    }

    private static byte[] bar() {
        BarContent content =
                new BarContent(SYMBOL, TS, null, new BigDecimal("100.5"), null, TradeSummary.NONE, 0, true, true);
        return BarJson.write(new Bar(content, 0, TS.plusMillis(1500)));
    }
}
