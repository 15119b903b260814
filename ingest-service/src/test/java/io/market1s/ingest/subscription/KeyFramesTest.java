package io.market1s.ingest.subscription;

import static io.market1s.ingest.TestIngest.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.market1s.ingest.FakeExchange;
import io.market1s.ingest.Frames;
import io.market1s.ingest.TestIngest;
import io.market1s.ingest.status.Count;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Promise 4: a range can be rebuilt, because the raw log repeats what was carried into it. */
class KeyFramesTest {
    private static final String BTC = "KRW-BTC";
    private static final String ETH = "KRW-ETH";
    private static final Instant LONG_AGO = NOW.minusSeconds(3600);

    private final TestIngest ingest = new TestIngest();

    @BeforeEach
    void oftenEnoughForATest() {
        ingest.environment.put("INGEST_KEY_FRAMES", "1s");
    }

    @AfterEach
    void stop() {
        ingest.close();
    }

    @Test
    void asksForSnapshotsOnAConnectionOfItsOwnThatItClosesWhenAllCame() throws InterruptedException {
        ingest.start(BTC);
        FakeExchange.Peer live = ingest.exchange.nextPeer();
        FakeExchange.Peer asked = ingest.exchange.nextAsker();
        assertThat(asked.requests.get(0).split("\"is_only_snapshot\":true")).hasSize(4);

        String book = Frames.book(BTC, LONG_AGO, "SNAPSHOT");
        asked.send(Frames.trade(BTC, LONG_AGO, LONG_AGO, "SNAPSHOT", 1), book);
        ingest.awaitRecords(2);
        assertThat(asked.closedWith()).isZero();
        asked.send(Frames.ticker(BTC, NOW));

        await().atMost(FakeExchange.PATIENCE).until(() -> asked.closedWith() == 1000);
        assertThat(live.closedWith()).isZero();
        assertThat(ingest.counts().of(Count.KEY_FRAMES)).isEqualTo(3);
        assertThat(ingest.counts().of(Count.KEY_FRAMES_MISSING)).isZero();
        assertThat(ingest.counts().of(Count.RECONNECTS)).isZero();
        assertThat(ingest.producer.history())
                .extracting(ProducerRecord::topic)
                .containsExactly("upbit.trade", "upbit.orderbook", "upbit.ticker");
        assertThat(ingest.producer.history().get(1)).satisfies(record -> {
            assertThat(TestIngest.text(record)).isEqualTo(book);
            assertThat(TestIngest.header(record, "source")).isEqualTo("ws");
        });
        assertThat(ingest.exchange.nextAsker()).as("asks again").isNotSameAs(asked);
    }

    @Test
    void letsAnOldBookTakeEffectWhenItIsReceivedSoThatALookUpByTimeFindsIt() throws InterruptedException {
        ingest.start(BTC);
        ingest.exchange.nextAsker().send(Frames.book(BTC, LONG_AGO, "SNAPSHOT"));
        assertThat(ingest.awaitRecords(1).get(0).timestamp()).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void takesKeyFramesForNoEvidence() throws InterruptedException {
        ingest.start(BTC);
        FakeExchange.Peer live = ingest.exchange.nextPeer();
        FakeExchange.Peer asked = ingest.exchange.nextAsker();
        asked.send(
                Frames.book(BTC, NOW, "REALTIME"),
                Frames.book(BTC, NOW.plusSeconds(9), "REALTIME"),
                Frames.ticker(BTC, NOW.plusSeconds(9)),
                Frames.trade(BTC, NOW, NOW, "SNAPSHOT", 1));
        await().atMost(FakeExchange.PATIENCE).until(() -> asked.closedWith() == 1000);
        live.send(Frames.book(BTC, NOW, "REALTIME"), Frames.book(BTC, NOW.plusSeconds(3), "REALTIME"));

        String liveFeed = TestIngest.header(ingest.awaitRecords(7).get(4), "feed");
        assertThat(ingest.producer.history().get(0)).satisfies(record -> assertThat(TestIngest.header(record, "feed"))
                .isNotEqualTo(liveFeed));
        assertThat(ingest.producer.history())
                .filteredOn(record -> record.topic().equals("upbit.heartbeat"))
                .isNotEmpty()
                .allSatisfy(
                        record -> assertThat(TestIngest.header(record, "feed")).isEqualTo(liveFeed));
    }

    @Test
    void countsWhatDidNotComeInTimeButNotMarketsThatAreNotServedAnyway() throws InterruptedException {
        // Long before the first key frames it is known who is not served; what comes at once is in time.
        ingest.environment.put("INGEST_FIRST_FRAMES", "2s");
        ingest.environment.put("INGEST_KEY_FRAMES", "6s");
        ingest.exchange.answersKeyFramesWith(
                Frames.book(BTC, NOW, "SNAPSHOT"), Frames.ticker(BTC, NOW), Frames.book(ETH, NOW, "SNAPSHOT"));
        ingest.start(BTC, ETH, "KRW-DOGS");
        FakeExchange.Peer live = ingest.exchange.nextPeer();
        live.send(Frames.book(BTC, NOW, "SNAPSHOT"), Frames.book(ETH, NOW, "SNAPSHOT"));
        await().atMost(FakeExchange.PATIENCE)
                .untilAsserted(
                        () -> assertThat(ingest.service().status().unserved()).containsExactly("KRW-DOGS"));

        FakeExchange.Peer asked = ingest.exchange.nextAsker();

        await().atMost(FakeExchange.PATIENCE).until(() -> asked.closedWith() == 1000);
        await().atMost(FakeExchange.PATIENCE)
                .untilAsserted(() ->
                        assertThat(ingest.counts().of(Count.KEY_FRAMES_MISSING)).isEqualTo(3));
        assertThat(ingest.counts().of(Count.KEY_FRAMES)).isEqualTo(3);
    }

    @Test
    void asksInChunksOfTheSubscriptionsSizeOneAfterTheOther() throws InterruptedException {
        ingest.environment.put("INGEST_SYMBOLS_PER_CONNECTION", "1");
        ingest.start(BTC, ETH);
        FakeExchange.Peer first = ingest.exchange.nextAsker();
        assertThat(first.requests.get(0)).contains("[\"KRW-BTC\"]").doesNotContain(ETH);
        assertThat(ingest.exchange.askerWithin(500)).isNull();

        first.close(1001);
        FakeExchange.Peer second = ingest.exchange.nextAsker();
        assertThat(second.requests.get(0)).contains("[\"KRW-ETH\"]").doesNotContain(BTC);
        assertThat(ingest.counts().of(Count.KEY_FRAMES_MISSING)).isEqualTo(3);
    }
}
