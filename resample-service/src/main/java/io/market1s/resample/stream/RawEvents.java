package io.market1s.resample.stream;

import io.market1s.data.EventTimes;
import io.market1s.data.Evidence;
import io.market1s.data.MarketEvent;
import io.market1s.data.OrderBook;
import io.market1s.data.Ticker;
import io.market1s.data.Trade;
import io.market1s.data.json.EvidenceJson;
import io.market1s.data.json.MalformedException;
import io.market1s.data.topic.RawHeaders;
import io.market1s.data.topic.Topics;
import io.market1s.data.upbit.UpbitParser;
import io.market1s.resample.bar.Resampler;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Merges raw records into the resampler. Not thread-safe. */
final class RawEvents {
    private final UpbitParser parser = new UpbitParser();
    private final Resampler resampler;
    private final Duration horizon;
    private final HomePartition home;

    /**
     * Raw records of one partition.
     *
     * @param horizon as the ingest's
     */
    RawEvents(Resampler resampler, Duration horizon, HomePartition home) {
        this.horizon = horizon;
        this.resampler = resampler;
        this.home = home;
    }

    /**
     * Merges one record.
     *
     * @throws MalformedException if the record is not one that the ingest writes; nothing was merged
     */
    Resampler.Merge merge(String topic, Record<byte[], byte[]> record) throws MalformedException {
        byte[] value = record.value();
        Instant received = RawHeaders.received(record.headers());
        if (value == null) {
            throw new MalformedException("no value");
        }
        if (received == null) {
            throw new MalformedException("no received header");
        }
        if (topic.equals(Topics.HEARTBEAT)) {
            Evidence evidence = EvidenceJson.read(value);
            check(record.key(), evidence.symbol(), evidence.time(), received);
            return resampler.add(evidence, oldest(received));
        }
        MarketEvent event = parser.event(value);
        check(record.key(), event.symbol(), event.time(), received);
        return merge(event, effective(event, record.timestamp()));
    }

    private Resampler.Merge merge(MarketEvent event, Instant effective) throws MalformedException {
        if (event instanceof Trade trade) {
            return resampler.add(trade, effective);
        } else if (event instanceof OrderBook book) {
            return resampler.add(book, effective);
        } else if (event instanceof Ticker) {
            throw new MalformedException("a ticker among trades and books");
        }
        throw new MalformedException("unknown type");
    }

    /** The first whole millisecond from which on an event that was received then could still change its second. */
    private Instant oldest(Instant received) {
        return received.plusNanos(999_999).truncatedTo(ChronoUnit.MILLIS).minus(horizon);
    }

    /** Nothing takes effect before it happened, whatever a foreign writer's record timestamp says. */
    private static Instant effective(MarketEvent event, long timestamp) {
        Instant written = Instant.ofEpochMilli(timestamp);
        return written.isAfter(event.time()) ? written : event.time();
    }

    private void check(byte @Nullable [] key, String symbol, Instant time, Instant received) throws MalformedException {
        if (!isKeyOf(symbol, key)) {
            throw new MalformedException("the key is not the symbol");
        }
        if (!home.isOf(symbol)) {
            throw new MalformedException("in a partition that is not its key's");
        }
        if (EventTimes.isImplausible(time, received)) {
            throw new MalformedException("event time ahead of its arrival");
        }
    }

    /** A symbol is ASCII: no text has to be made of every key. */
    private static boolean isKeyOf(String symbol, byte @Nullable [] key) {
        if (key == null || key.length != symbol.length()) {
            return false;
        }
        for (int i = 0; i < key.length; i++) {
            if (key[i] != symbol.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
