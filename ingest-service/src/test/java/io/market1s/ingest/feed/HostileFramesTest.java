package io.market1s.ingest.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.market1s.ingest.FakeExchange;
import io.market1s.ingest.Frames;
import io.market1s.ingest.TestIngest;
import io.market1s.ingest.exchange.Received;
import io.market1s.ingest.status.Count;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import okio.ByteString;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Promise 3: whatever the exchange may send is written, quarantined with its reason or left out by rule, and counted. */
class HostileFramesTest {
    private static final Instant NOW = TestIngest.NOW;
    private static final String TRADE = Frames.trade("KRW-BTC", NOW, NOW, "REALTIME", 17_000_000_000_000_001L);

    private final TestIngest ingest = new TestIngest();

    @AfterEach
    void stop() {
        ingest.close();
    }

    @Test
    void quarantinesEveryHostileFrameWithItsReasonAndGoesOn() throws InterruptedException {
        Map<String, String> hostile = new LinkedHashMap<>();
        hostile.put("", "empty");
        hostile.put("[]", "not a JSON object");
        hostile.put("[".repeat(100_000), "not a JSON object");
        hostile.put(with("unknown", "{\"a\":".repeat(50_000)), "too large");
        hostile.put(with("code", "\"" + "A".repeat(400_000) + "\""), "too large");
        hostile.put(TRADE.substring(0, 200), "not whole JSON");
        hostile.put(TRADE + TRADE, "more than one JSON value");
        hostile.put(TRADE.replace("\"type\"", "\"code\":\"KRW-ETH\",\"type\""), "twice code");
        hostile.put(with("trade_price", "9".repeat(1000)), "too large");
        hostile.put(with("sequential_id", "\"17000000000000001\""), "bad sequential_id");
        hostile.put(with("sequential_id", "1.5"), "bad sequential_id");
        hostile.put(with("trade_price", "NaN"), "not whole JSON");
        hostile.put(with("trade_price", "\"1\""), "bad trade_price");
        hostile.put(with("trade_price", "[1]"), "bad trade_price");
        hostile.put(with("trade_timestamp", "true"), "bad trade_timestamp");
        hostile.put(with("code", "17"), "bad code");
        hostile.put(with("code", "\"krw-btc\""), "bad code");
        hostile.put(with("type", "\"horoscope\""), "unknown type");
        hostile.put(with("ask_bid", "\"MAYBE\""), "unknown value of ask_bid");
        hostile.put(TRADE.replace("\"trade_volume\"", "\"volume\""), "missing trade_volume");
        hostile.put(
                Frames.book("KRW-BTC", NOW, "REALTIME").replace("\"bid_size\":3.0", "\"x\":3.0"),
                "incomplete orderbook_units");
        hostile.put(Frames.book("KRW-BTC", NOW.plusSeconds(61), "REALTIME"), "time far ahead");
        ingest.start("KRW-BTC");
        FakeExchange.Peer peer = ingest.exchange.nextPeer();
        hostile.keySet().forEach(peer::send);
        peer.sendBytes(ByteString.encodeString(with("code", "\"\u00c3(\""), StandardCharsets.ISO_8859_1));
        peer.send(Frames.book("KRW-ETH", NOW, "REALTIME"), TRADE);

        List<ProducerRecord<@Nullable String, byte[]>> records = ingest.awaitRecords(hostile.size() + 2);
        Map<String, Long> expected = new TreeMap<>(
                hostile.values().stream().collect(Collectors.groupingBy(reason -> reason, Collectors.counting())));
        expected.put("not UTF-8", 1L);
        assertThat(new TreeMap<>(ingest.counts().quarantined())).isEqualTo(expected);
        assertThat(ingest.counts().of(Count.UNASKED))
                .as("a market that nobody asked for")
                .isEqualTo(1);
        ProducerRecord<@Nullable String, byte[]> last = records.get(records.size() - 1);
        assertThat(last.topic()).isEqualTo("upbit.trade");
        assertThat(last.value()).isEqualTo(TRADE.getBytes(UTF_8));
        assertThat(records)
                .allSatisfy(record -> assertThat(record.value().length).isLessThanOrEqualTo(Received.MAX_KEPT_BYTES));
        assertThat(ingest.counts().of(Count.RECONNECTS)).isZero();
    }

    @Test
    void failsTheConnectionInsteadOfGatheringTenMegabytes() throws InterruptedException {
        ingest.start("KRW-BTC");
        ingest.exchange.nextPeer().send("x".repeat(10_000_000));
        ingest.exchange.nextPeer().send(TRADE);

        List<ProducerRecord<@Nullable String, byte[]>> records = ingest.awaitRecords(2);
        assertThat(records).extracting(ProducerRecord::topic).containsExactly("upbit.quarantine", "upbit.trade");
        await().atMost(FakeExchange.PATIENCE)
                .untilAsserted(() -> assertThat(ingest.counts().quarantined()).isEqualTo(Map.of("too large", 1L)));
    }

    /** The trade with another value of a field, or with one more field. */
    private static String with(String field, String json) {
        String changed = TRADE.replaceFirst("\"" + field + "\":[^,}]+", "\"" + field + "\":" + json);
        return changed.equals(TRADE) ? TRADE.replaceFirst("\\{", "{\"" + field + "\":" + json + ",") : changed;
    }
}
