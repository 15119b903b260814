package io.market1s.ingest.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.data.Heartbeat;
import io.market1s.data.json.EvidenceJson;
import io.market1s.data.upbit.UpbitParser;
import io.market1s.ingest.Frames;
import io.market1s.ingest.exchange.Received;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Promises 3 and 4: a raw record is the frame itself, and its timestamp decides once when it takes effect. */
class RawRecordsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00.123456Z");
    private static final Duration HORIZON = Duration.ofMinutes(10);

    private final RawRecords records = new RawRecords(HORIZON);

    @Test
    void carriesTheFrameByteForByteUnderItsExecutionTime() throws Exception {
        Instant executed = Instant.parse("2026-02-28T23:59:59.998Z");
        Received message = Frames.received(
                "  " + Frames.trade("KRW-BTC", executed, executed.plusMillis(50), "REALTIME", 5) + "\n", NOW);

        ProducerRecord<@Nullable String, byte[]> record =
                records.frame(new UpbitParser().event(message.bytes()), message, "ingest-0/x.1");

        assertThat(record.topic()).isEqualTo("upbit.trade");
        assertThat(record.key()).isEqualTo("KRW-BTC");
        assertThat(record.value()).isEqualTo(message.bytes());
        assertThat(record.timestamp()).isEqualTo(executed.toEpochMilli());
        assertThat(header(record, "received")).isEqualTo("1772323200123456");
        assertThat(header(record, "feed")).isEqualTo("ingest-0/x.1");
        assertThat(header(record, "source")).isEqualTo("ws");
    }

    @Test
    void takesEffectAtItsOwnTimeUpToTheHorizonAndWhenReceivedBeyondIt() throws Exception {
        Instant edge = Instant.parse("2026-03-01T00:00:00.123Z").minus(HORIZON);
        Instant received = edge.plus(HORIZON);
        assertThat(timestampOfBook(edge, received)).isEqualTo(edge.toEpochMilli());
        assertThat(timestampOfBook(edge.minusMillis(1), received)).isEqualTo(received.toEpochMilli());
    }

    @Test
    void quarantinesTheBytesWithTheirReason() {
        Received message = Frames.received("garbage", NOW);
        ProducerRecord<@Nullable String, byte[]> record = records.quarantined(null, "not whole JSON", message, "f/1");
        assertThat(record.topic()).isEqualTo("upbit.quarantine");
        assertThat(record.key()).isNull();
        assertThat(record.value()).isEqualTo(message.bytes());
        assertThat(record.timestamp()).isEqualTo(NOW.toEpochMilli());
        assertThat(header(record, "reason")).isEqualTo("not whole JSON");
        assertThat(record.headers().lastHeader("truncated")).isNull();
    }

    @Test
    void keepsTheHeadOfUnusableBytesThatAreTooMany() {
        byte[] bytes = new byte[Received.MAX_KEPT_BYTES + 1];
        ProducerRecord<@Nullable String, byte[]> record =
                records.quarantined("KRW-BTC", "time far ahead", new Received(bytes, NOW, 0, true), "f/1");
        assertThat(record.key()).isEqualTo("KRW-BTC");
        assertThat(record.value()).hasSize(Received.MAX_KEPT_BYTES);
        assertThat(header(record, "truncated")).isEqualTo("true");
    }

    @Test
    void putsAHeartbeatAtTheEndOfItsSecond() throws Exception {
        Heartbeat heartbeat = new Heartbeat("KRW-BTC", Instant.parse("2026-03-01T00:00:00Z"), "f/1");
        ProducerRecord<@Nullable String, byte[]> record = records.evidence(heartbeat, heartbeat.feed(), NOW);
        assertThat(record.topic()).isEqualTo("upbit.heartbeat");
        assertThat(record.key()).isEqualTo("KRW-BTC");
        assertThat(record.timestamp()).isEqualTo(heartbeat.second().toEpochMilli());
        assertThat(EvidenceJson.read(record.value())).isEqualTo(heartbeat);
        assertThat(header(record, "received")).isEqualTo("1772323200123456");
        assertThat(header(record, "feed")).isEqualTo("f/1");
    }

    private long timestampOfBook(Instant time, Instant received) throws Exception {
        Received message = Frames.received(Frames.book("KRW-BTC", time, "SNAPSHOT"), received);
        return records.frame(new UpbitParser().event(message.bytes()), message, "f/1")
                .timestamp();
    }

    private static String header(ProducerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), US_ASCII);
    }
}
