package io.market1s.resample.stream;

import io.market1s.data.EventTimes;
import io.market1s.data.topic.RawHeaders;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * A raw record's timestamp: when it takes effect, as the ingest wrote it. One timestamp far in the future would move
 * stream time for good, so a record cannot claim more than a minute after it was received; and a record that does not say
 * when it was received moves nothing. Judged by the record alone: live and rebuilt must agree.
 */
public final class EffectTimeExtractor implements TimestampExtractor {
    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        Instant received = RawHeaders.received(record.headers());
        if (received == null) {
            return Math.max(partitionTime, 0);
        }
        Instant timestamp = Instant.ofEpochMilli(record.timestamp());
        return Math.max(
                EventTimes.isImplausible(timestamp, received) ? received.toEpochMilli() : record.timestamp(), 0);
    }
}
