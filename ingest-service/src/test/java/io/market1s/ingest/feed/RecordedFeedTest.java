package io.market1s.ingest.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.data.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecordedFeedTest {
    private static final Instant START = Instant.parse("2026-02-16T07:00:00Z");

    private final RecordedFeed feed = new RecordedFeed(Set.of("KRW-BTC"), Duration.ofMinutes(10), true);
    private final List<Instant> vouched = new ArrayList<>();

    @Test
    void vouchesForTheSecondsBetweenFrames() {
        book(START.plusMillis(500));
        book(START.plusMillis(4_200));

        assertThat(vouched).containsExactly(START.plusSeconds(3), START.plusSeconds(4));
    }

    /** "Honest": nobody knows whether the recorder was connected. */
    @Test
    void doesNotVouchForALongSilenceNorForTheSecondThatEndsIt() {
        book(START.plusMillis(500));
        book(START.plusMillis(3_100));
        book(START.plusSeconds(40));
        book(START.plusMillis(43_100));

        assertThat(vouched).containsExactly(START.plusSeconds(3), START.plusSeconds(43));
    }

    @Test
    void vouchesForAShortSilence() {
        book(START);
        book(START.plusSeconds(29));

        assertThat(vouched).hasSize(27).endsWith(START.plusSeconds(29));
    }

    @Test
    void keepsGarbageInTheQuarantine() {
        assertThat(feed.received("{".getBytes(UTF_8), START))
                .singleElement()
                .satisfies(record -> assertThat(record.topic()).isEqualTo(Topics.QUARANTINE));
    }

    private void book(Instant timestamp) {
        String json = "{\"type\":\"orderbook\",\"code\":\"KRW-BTC\",\"timestamp\":" + timestamp.toEpochMilli()
                + ",\"orderbook_units\":[],\"stream_type\":\"REALTIME\"}";
        for (int receipt = 0; receipt < 5; receipt++) {
            received(json, timestamp.plusMillis(50 + receipt));
        }
    }

    private void received(String json, Instant received) {
        feed.received(json.getBytes(UTF_8), received).stream()
                .filter(record -> record.topic().equals(Topics.HEARTBEAT))
                .forEach(record -> vouched.add(Instant.ofEpochMilli(record.timestamp())));
    }
}
