package io.market1s.ingest.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.market1s.data.EventTimes;
import io.market1s.data.Evidence;
import io.market1s.data.Filled;
import io.market1s.data.MarketEvent;
import io.market1s.data.OrderBook;
import io.market1s.data.Trade;
import io.market1s.data.json.EvidenceJson;
import io.market1s.data.topic.RawHeaders;
import io.market1s.data.topic.RawHeaders.Source;
import io.market1s.data.topic.Topics;
import io.market1s.ingest.exchange.Received;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The records that the ingest writes: key is the symbol, value the bytes as received, timestamp when the event takes
 * effect. Pure and thread-safe.
 */
public final class RawRecords {
    private final Duration horizon;

    public RawRecords(Duration horizon) {
        this.horizon = horizon;
    }

    /** A usable frame, or a trade as REST spells it. */
    public ProducerRecord<@Nullable String, byte[]> frame(MarketEvent event, Received message, String feed) {
        Instant effective = EventTimes.effective(event.time(), message.at(), horizon);
        return record(topic(event), effective, event.symbol(), message.bytes(), headers(message, feed));
    }

    /** What could not be used, and why. */
    public ProducerRecord<@Nullable String, byte[]> quarantined(
            @Nullable String symbol, String reason, Received message, String feed) {
        byte[] bytes = message.bytes();
        boolean truncated = !message.isWhole() || bytes.length > Received.MAX_KEPT_BYTES;
        ProducerRecord<@Nullable String, byte[]> record = record(
                Topics.QUARANTINE,
                message.at(),
                symbol,
                bytes.length > Received.MAX_KEPT_BYTES ? Arrays.copyOf(bytes, Received.MAX_KEPT_BYTES) : bytes,
                headers(message, feed));
        record.headers().add("reason", reason.getBytes(UTF_8));
        if (truncated) {
            record.headers().add("truncated", "true".getBytes(UTF_8));
        }
        return record;
    }

    /**
     * Evidence that is written now.
     *
     * @param feed that gives it
     */
    public ProducerRecord<@Nullable String, byte[]> evidence(Evidence evidence, String feed, Instant now) {
        Source source = evidence instanceof Filled ? Source.REST : Source.WS;
        return record(
                Topics.HEARTBEAT,
                evidence.time(),
                evidence.symbol(),
                EvidenceJson.write(evidence),
                new RawHeaders(now, feed, source));
    }

    private static String topic(MarketEvent event) {
        if (event instanceof Trade) {
            return Topics.TRADE;
        }
        return event instanceof OrderBook ? Topics.ORDERBOOK : Topics.TICKER;
    }

    private static RawHeaders headers(Received message, String feed) {
        return new RawHeaders(message.at(), feed, message.source());
    }

    private static ProducerRecord<@Nullable String, byte[]> record(
            String topic, Instant timestamp, @Nullable String key, byte[] value, RawHeaders headers) {
        ProducerRecord<@Nullable String, byte[]> record =
                new ProducerRecord<>(topic, null, timestamp.toEpochMilli(), key, value);
        headers.addTo(record.headers());
        return record;
    }
}
