package io.market1s.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.data.Heartbeat;
import io.market1s.data.Trade;
import io.market1s.data.json.EvidenceJson;
import io.market1s.data.json.MalformedException;
import io.market1s.data.topic.Topics;
import io.market1s.data.upbit.Frame;
import io.market1s.ingest.Frames;
import io.market1s.ingest.kafka.RawRecords;
import io.market1s.ingest.kafka.RawWriter;
import io.market1s.ingest.status.Count;
import io.market1s.ingest.status.IngestCounters;
import io.market1s.ingest.status.LiveView;
import io.market1s.ingest.time.ExchangeClock;
import io.market1s.ingest.witness.Asides;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Promise 5 (honest): what could not be written or read leaves no second complete that it may have touched. */
class FeedTest {
    private static final Duration HORIZON = Duration.ofMinutes(10);
    private static final Instant T0 = Instant.parse("2026-03-01T00:00:00Z");
    private static final String BTC = "KRW-BTC";
    private static final String ETH = "KRW-ETH";

    private final MockProducer<@Nullable String, byte[]> producer =
            new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
    private final IngestCounters counters = new IngestCounters(new SimpleMeterRegistry());
    private final List<Trade> lost = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private int bookless;
    private Instant now = T0;
    private final ExchangeClock exchange = exchangeClock();
    private final Feed feed = Feed.live(
            "f/1",
            List.of(BTC, ETH),
            new Feed.Parts(
                    HORIZON,
                    new RawRecords(HORIZON),
                    new RawWriter(producer, counters, failure -> {}),
                    counters,
                    new LiveView(),
                    exchange,
                    new Asides(),
                    () -> now,
                    () -> nanos(now)),
            () -> {},
            new Feed.Watcher() {
                @Override
                public void frame(Frame.Market frame, @Nullable Instant exchangeNow, @Nullable Instant proven) {}

                @Override
                public void unreadableTrade(String code, Instant received) {
                    unreadable.add(code);
                }

                @Override
                public void bookless(Feed bookless) {
                    FeedTest.this.bookless++;
                }

                @Override
                public void lost(Trade trade) {
                    lost.add(trade);
                }
            });

    @Test
    void doesNotWriteWhatHasWaitedSoLongThatTheResamplerMayHaveForgottenIt() {
        Instant received = now;
        now = received.plusSeconds(60);
        feed.arrived(Frames.received(Frames.trade(BTC, received, received, "REALTIME", 1), received));
        assertThat(producer.history()).hasSize(1);
        now = received.plusMillis(60_001);
        feed.arrived(Frames.received(Frames.trade(BTC, received, received, "REALTIME", 2), received));
        assertThat(producer.history()).hasSize(1);

        feed.settle();
        assertThat(lost).extracting(Trade::sequentialId).containsExactly(2L);
        assertThat(counters.snapshot().of(Count.LOST)).isEqualTo(1);
    }

    @Test
    void doesNotVouchForTheMarketOfATradeThatItCannotRead() throws MalformedException {
        books(0);
        second(1);
        arrives(trade(ETH, 1_500).replace("\"BID\"", "\"NEITHER\""));
        for (int second = 2; second <= 6; second++) {
            second(second);
        }
        assertThat(vouchedFor())
                .contains(BTC + " 3", BTC + " 4", ETH + " 5", ETH + " 6")
                .doesNotContain(ETH + " 2", ETH + " 3", ETH + " 4");
        assertThat(unreadable).containsExactly(ETH);
    }

    @Test
    void doesNotVouchForTheMarketOfABookThatItCannotReadBeforeTheNext() throws MalformedException {
        books(0);
        second(1);
        now = at(1_500);
        arrives(Frames.book(ETH, now, "REALTIME").replace("\"bid_size\":3.0", "\"bid_size\":-3.0"));
        for (int second = 2; second <= 8; second++) {
            second(second);
        }
        assertThat(vouchedFor()).contains(BTC + " 4", BTC + " 5", BTC + " 6").noneMatch(row -> row.startsWith(ETH));
        assertThat(bookless).as("seconds without a book").isGreaterThan(0);

        books(8_100);
        for (int second = 9; second <= 12; second++) {
            second(second);
        }
        assertThat(vouchedFor()).contains(ETH + " 11", ETH + " 12").doesNotContain(ETH + " 9");
    }

    @Test
    void losesNothingByAMessageThatIsNoMarketData() throws MalformedException {
        books(0);
        second(1);
        arrives("{\"notice\":\"system check at 04:00 KST\"}");
        arrives("[]");
        for (int second = 2; second <= 6; second++) {
            second(second);
        }
        assertThat(vouchedFor()).contains(BTC + " 3", BTC + " 6", ETH + " 3", ETH + " 6");
        assertThat(counters.snapshot().quarantined()).containsOnlyKeys("missing type", "not a JSON object");
    }

    @Test
    void isNotMovedByATickerFromTheFuture() throws MalformedException {
        books(0);
        for (int second = 1; second <= 4; second++) {
            second(second);
        }
        arrives(Frames.ticker(BTC, at(44_000)));
        acknowledge();
        assertThat(vouchedFor()).contains(BTC + " 4").noneMatch(row -> row.endsWith(" 5"));
        second(5);
        assertThat(vouchedFor()).contains(BTC + " 5").noneMatch(row -> row.endsWith(" 6"));
    }

    @Test
    void vouchesForNothingBeforeItsConnectionWasOpen() throws MalformedException {
        feed.opened(nanos(at(0)));
        now = at(100);
        arrives(Frames.book(BTC, at(-400_000), "REALTIME"));
        arrives(Frames.book(BTC, at(-399_900), "REALTIME"));
        acknowledge();
        for (int second = 1; second <= 4; second++) {
            second(second);
        }
        assertThat(vouchedFor()).containsExactly(BTC + " 3", BTC + " 4");
    }

    @Test
    void takesTheFirstFrameOfAMarketForItsSnapshotWhenFramesDoNotSayIt() throws MalformedException {
        now = at(100);
        arrives(untold(Frames.book(BTC, at(-143_000), "SNAPSHOT")));
        arrives(untold(Frames.trade(BTC, at(-400_000), at(-400_000), "SNAPSHOT", 1)));
        acknowledge();
        for (int second = 1; second <= 5; second++) {
            now = at(second * 1_000);
            arrives(untold(Frames.book(BTC, now, "REALTIME")));
            acknowledge();
        }
        assertThat(vouchedFor()).containsExactly(BTC + " 5");
    }

    private static String untold(String frame) {
        return frame.replaceAll(",\"stream_type\":\"[A-Z]*\"", "");
    }

    @Test
    void vouchesOnAfterATickerThatItCannotRead() throws MalformedException {
        books(0);
        second(1);
        arrives(Frames.ticker(ETH, at(1_500)).replace("\"timestamp\":", "\"timestamp\":null,\"was\":"));
        for (int second = 2; second <= 6; second++) {
            second(second);
        }
        assertThat(counters.snapshot().quarantined()).containsOnlyKeys("missing timestamp");
        assertThat(vouchedFor()).contains(BTC + " 6", ETH + " 6");
    }

    @Test
    void vouchesForNothingAfterBytesThatMayHaveBeenAnything() throws MalformedException {
        books(0);
        second(1);
        arrives(trade(ETH, 1_500).substring(30));
        for (int second = 2; second <= 6; second++) {
            second(second);
        }
        assertThat(vouchedFor()).noneMatch(row -> row.endsWith(" 4") || row.endsWith(" 5") || row.endsWith(" 6"));
    }

    @Test
    void doesNotVouchForAMarketOfWhichKafkaLostTheBookBeforeTheNext() throws MalformedException {
        books(0);
        second(1);
        arrives(Frames.book(ETH, at(1_500), "REALTIME"));
        producer.errorNext(new TimeoutException("away"));
        for (int second = 2; second <= 8; second++) {
            second(second);
        }
        assertThat(vouchedFor()).contains(BTC + " 8").noneMatch(row -> row.startsWith(ETH));
    }

    private void books(int millis) {
        arrives(Frames.book(BTC, at(millis), "REALTIME"));
        arrives(Frames.book(ETH, at(millis + 1), "REALTIME"));
        acknowledge();
    }

    /** The exchange's clock passes a second's end, and Kafka takes everything. */
    private void second(int second) {
        arrives(trade(BTC, second * 1_000));
        acknowledge();
    }

    private void acknowledge() {
        while (producer.completeNext()) {
            feed.settle();
        }
        feed.settle();
    }

    private void arrives(String frame) {
        feed.arrived(Frames.received(frame, now));
    }

    private String trade(String code, int millis) {
        now = at(millis);
        return Frames.trade(code, now, now, "REALTIME", millis);
    }

    private List<String> vouchedFor() throws MalformedException {
        List<String> seconds = new ArrayList<>();
        for (ProducerRecord<@Nullable String, byte[]> record : producer.history()) {
            if (record.topic().equals(Topics.HEARTBEAT)) {
                Heartbeat heartbeat = (Heartbeat) EvidenceJson.read(record.value());
                seconds.add(heartbeat.symbol() + " "
                        + Duration.between(T0, heartbeat.second()).toSeconds());
            }
        }
        return seconds;
    }

    private static ExchangeClock exchangeClock() {
        ExchangeClock known = new ExchangeClock();
        for (int i = -50; i < 0; i++) {
            known.frame(at(i * 100), nanos(at(i * 100)));
        }
        return known;
    }

    private static long nanos(Instant time) {
        return time.toEpochMilli() * 1_000_000;
    }

    private static Instant at(int millis) {
        return T0.plusMillis(millis);
    }
}
