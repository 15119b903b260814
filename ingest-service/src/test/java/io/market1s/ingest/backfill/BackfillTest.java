package io.market1s.ingest.backfill;

import static io.market1s.ingest.TestIngest.NOW;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.market1s.ingest.FakeExchange;
import io.market1s.ingest.Frames;
import io.market1s.ingest.TestIngest;
import io.market1s.ingest.status.Count;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import mockwebserver3.MockResponse;
import okhttp3.HttpUrl;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Promise 3 across outages: the set of raw records has the trades that no connection brought. */
class BackfillTest {
    private static final String BTC = "KRW-BTC";
    private static final String ETH = "KRW-ETH";
    private static final Instant LAST_FRAME = NOW.minusSeconds(30);

    private final TestIngest ingest = new TestIngest();

    @BeforeEach
    void pingsAsOftenAsItWaitsForRest() {
        ingest.environment.put("INGEST_PING_INTERVAL", TestIngest.REST_SETTLES.toMillis() + "ms");
    }

    @AfterEach
    void stop() {
        ingest.close();
    }

    @Test
    void fetchesWhatWasTradedBetweenTwoConnectionsFromTwoSecondsBeforeTheLastFrame() throws InterruptedException {
        String missed = Frames.restTrade(BTC, LAST_FRAME.plusSeconds(7), 3);
        String inFlight = Frames.restTrade(BTC, LAST_FRAME.minusSeconds(2), 2).replace(",", " ,\n");
        String older = Frames.restTrade(BTC, LAST_FRAME.minusMillis(2001), 1);
        ingest.exchange.answersTradesWith(
                url -> FakeExchange.json(200, "[ " + missed + ",\n " + inFlight + " ," + older + "]"));
        FakeExchange.Peer lost = connect(BTC);
        lost.send(Frames.ticker(BTC, LAST_FRAME));
        ingest.awaitRecords(1);
        lost.close(1001);
        ingest.exchange.nextPeer().send(Frames.trade(BTC, NOW, NOW, "SNAPSHOT", 9));

        await().atMost(FakeExchange.PATIENCE).until(() -> ingest.counts().of(Count.BACKFILLED) == 2);
        List<ProducerRecord<@Nullable String, byte[]>> fetched = fetched();
        assertThat(fetched).extracting(TestIngest::text).containsExactly(missed, inFlight);
        assertThat(fetched.get(0)).satisfies(record -> {
            assertThat(record.topic()).isEqualTo("upbit.trade");
            assertThat(record.key()).isEqualTo(BTC);
            assertThat(record.timestamp()).isEqualTo(LAST_FRAME.plusSeconds(7).toEpochMilli());
            assertThat(TestIngest.header(record, "feed")).startsWith("ingest-0/");
        });
        assertThat(ingest.counts().of(Count.BACKFILL_MISSED)).isZero();
    }

    @Test
    void saysOfALiveTradeThatKafkaLostTooLongAgoThatItIsMissing() throws InterruptedException {
        Instant longAgo = NOW.minusSeconds(700);
        ingest.kafkaAnswersWhenTold();
        connect(BTC)
                .send(
                        Frames.trade(BTC, longAgo, longAgo, "SNAPSHOT", 8),
                        Frames.trade(BTC, longAgo.plusSeconds(9), longAgo.plusSeconds(9), "REALTIME", 9));
        ingest.awaitRecords(2);
        ingest.producer.errorNext(new TimeoutException("away"));
        ingest.producer.errorNext(new TimeoutException("away"));

        await().atMost(FakeExchange.PATIENCE)
                .until(() ->
                        ingest.counts().of(Count.LOST) == 2 && ingest.counts().of(Count.BACKFILL_MISSED) > 0);
        assertThat(ingest.counts().of(Count.BACKFILL_MISSED)).as("the live one").isEqualTo(1);
        assertThat(ingest.exchange.tradeRequests()).isZero();
    }

    @Test
    void asksForNothingOnTheVeryFirstStart() throws InterruptedException {
        FakeExchange.Peer first = connect(BTC);
        first.send(Frames.trade(BTC, NOW, NOW, "SNAPSHOT", 9));
        ingest.awaitRecords(1);
        awaitSettled(first);
        assertThat(ingest.exchange.tradeRequests()).isZero();
    }

    @Test
    void skipsAMarketWhoseLastTradeIsOlder() throws InterruptedException {
        FakeExchange.Peer lost = connect(BTC, ETH);
        lost.send(Frames.ticker(BTC, LAST_FRAME));
        ingest.awaitRecords(1);
        lost.close(1001);
        Instant quiet = LAST_FRAME.minusMillis(2001);
        FakeExchange.Peer next = ingest.exchange.nextPeer();
        next.send(
                Frames.trade(ETH, quiet, quiet, "SNAPSHOT", 8),
                Frames.trade(BTC, LAST_FRAME, LAST_FRAME, "SNAPSHOT", 9));
        assertThat(ingest.exchange.nextTradeRequest().queryParameter("market")).isEqualTo(BTC);
        awaitSettled(next);
        assertThat(ingest.exchange.tradeRequests()).isZero();
    }

    @Test
    void readsAfterARestartFromTheRawLogWhereItWas() throws InterruptedException {
        Instant killed = NOW.minusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
        ingest.log.covered(BTC, killed.minusSeconds(100), killed).covered("KRW-OLD", killed.minusSeconds(9), killed);
        String missed = Frames.restTrade(BTC, killed.minusSeconds(2), 3);
        ingest.exchange.answersTradesWith(url ->
                FakeExchange.json(200, "[" + missed + "," + Frames.restTrade(BTC, killed.minusMillis(2001), 2) + "]"));
        connect(BTC, ETH).send(Frames.trade(BTC, NOW, NOW, "SNAPSHOT", 9));
        await().atMost(FakeExchange.PATIENCE).until(() -> ingest.counts().of(Count.BACKFILLED) == 1);
        assertThat(fetched()).extracting(TestIngest::text).containsExactly(missed);
        assertThat(ingest.exchange.nextTradeRequest().queryParameter("market")).isEqualTo(BTC);
        assertThat(ingest.exchange.tradeRequests())
                .as("a market that was never covered has no gap")
                .isZero();
    }

    @Test
    void waitsAsLongAsTheExchangeSaysAndAsksTheSameAgain() throws InterruptedException {
        Queue<MockResponse> refusals =
                new ConcurrentLinkedQueue<>(List.of(FakeExchange.refusal(429, "1"), FakeExchange.refusal(418, "1")));
        List<Long> asked = new CopyOnWriteArrayList<>();
        ingest.exchange.answersTradesWith(url -> {
            asked.add(System.nanoTime());
            MockResponse refusal = refusals.poll();
            return refusal != null ? refusal : list(url, Frames.restTrade(BTC, LAST_FRAME, 3));
        });
        reconnect(BTC);
        ingest.exchange.nextTradeRequest();
        ingest.exchange.nextTradeRequest();
        HttpUrl third = ingest.exchange.nextTradeRequest();
        assertThat(third.queryParameter("cursor")).isNull();
        await().atMost(FakeExchange.PATIENCE).until(() -> ingest.counts().of(Count.BACKFILLED) == 1);
        assertThat(asked.get(1) - asked.get(0)).isGreaterThan(1_000_000_000L);
        assertThat(asked.get(2) - asked.get(1)).isGreaterThan(1_000_000_000L);
    }

    @Test
    void fillsBothGapsWhenTheConnectionIsLostAgainMeanwhile() throws InterruptedException {
        CountDownLatch secondGap = new CountDownLatch(1);
        ingest.exchange.answersTradesWith(url -> {
            try {
                secondGap.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            String market = String.valueOf(url.queryParameter("market"));
            return list(
                    url,
                    Frames.restTrade(market, NOW.minusSeconds(1), 4),
                    Frames.restTrade(market, NOW.minusSeconds(20), 3));
        });
        FakeExchange.Peer between = reconnect(BTC, ETH);
        between.send(Frames.ticker(BTC, NOW.minusSeconds(10)));
        assertThat(ingest.exchange.nextTradeRequest()).isNotNull();
        between.close(1001);
        FakeExchange.Peer live = ingest.exchange.nextPeer();
        live.send(Frames.trade(BTC, NOW, NOW, "SNAPSHOT", 9), Frames.trade(ETH, NOW, NOW, "SNAPSHOT", 9));
        ingest.awaitRecords(5);
        live.send(Frames.book(BTC, NOW, "REALTIME"));
        await("live frames go on")
                .atMost(FakeExchange.PATIENCE)
                .until(() -> ingest.counts().books() == 1);
        awaitSettled(live);
        assertThat(ingest.exchange.tradeRequests()).isZero();
        secondGap.countDown();

        await().atMost(FakeExchange.PATIENCE).until(() -> ingest.counts().of(Count.BACKFILLED) == 5);
        assertThat(fetched())
                .as("the market under way is looked through again, the waiting one once for both of its gaps")
                .extracting(record -> record.key() + " " + (NOW.toEpochMilli() - record.timestamp()))
                .containsExactly("KRW-BTC 1000", "KRW-BTC 20000", "KRW-BTC 1000", "KRW-ETH 1000", "KRW-ETH 20000");
        assertThat(ingest.counts().of(Count.BACKFILL_MISSED)).isZero();
        assertThat(ingest.counts().of(Count.RECONNECTS)).isEqualTo(2);
    }

    @Test
    void fetchesATradeThatKafkaLost() throws InterruptedException {
        ingest.exchange.answersTradesWith(url -> list(url, Frames.restTrade(BTC, NOW.minusSeconds(1), 3)));
        ingest.kafkaAnswersWhenTold();
        connect(BTC).send(Frames.trade(BTC, NOW.minusSeconds(1), NOW, "REALTIME", 3));
        ingest.awaitRecords(1);
        ingest.producer.errorNext(new TimeoutException("gone"));
        ingest.awaitRecords(2);
        ingest.producer.completeNext();
        await().atMost(FakeExchange.PATIENCE).until(() -> ingest.counts().of(Count.BACKFILLED) == 1);
        assertThat(ingest.counts().of(Count.LOST)).isEqualTo(1);
    }

    @Test
    void triesAgainWhatKafkaDidNotTake() throws InterruptedException {
        ingest.exchange.answersTradesWith(url -> list(url, Frames.restTrade(BTC, LAST_FRAME, 3)));
        ingest.kafkaAnswersWhenTold();
        reconnect(BTC);
        await().atMost(FakeExchange.PATIENCE).until(() -> fetched().size() == 1);
        ingest.producer.completeNext();
        ingest.producer.completeNext();
        ingest.producer.errorNext(new TimeoutException("gone"));
        await().atMost(FakeExchange.PATIENCE).until(() -> fetched().size() == 2);
        assertThat(ingest.counts().of(Count.BACKFILLED)).isZero();
        while (ingest.producer.completeNext()) {
            // All that is under way is acknowledged.
        }
        await().atMost(FakeExchange.PATIENCE).until(() -> ingest.counts().of(Count.BACKFILLED) == 1);
    }

    @Test
    void stopsAtOnceInTheMiddleOfALongWait() throws InterruptedException {
        ingest.exchange.answersTradesWith(url -> FakeExchange.refusal(418, "300"));
        reconnect(BTC);
        ingest.exchange.nextTradeRequest();
        assertThat(CompletableFuture.runAsync(() -> ingest.service().close())).succeedsWithin(FakeExchange.PATIENCE);
    }

    /** An exchange's whole list of trades, newest first. */
    private static MockResponse list(HttpUrl url, String... trades) {
        return FakeExchange.json(
                200, url.queryParameter("cursor") == null ? "[" + String.join(",", trades) + "]" : "[]");
    }

    private FakeExchange.Peer connect(String... codes) throws InterruptedException {
        ingest.start(codes);
        return ingest.exchange.nextPeer();
    }

    /**
     * Waits until the gaps are known of what the ingest has handed to Kafka: its timer, which waits for REST to settle,
     * has sent pings that it had not even scheduled then.
     */
    private static void awaitSettled(FakeExchange.Peer peer) {
        int pings = peer.requests.size();
        await().atMost(FakeExchange.PATIENCE).until(() -> peer.requests.size() > pings + 3);
    }

    /** A connection in place of one that was lost at {@link #LAST_FRAME}, with the first code's snapshot. */
    private FakeExchange.Peer reconnect(String... codes) throws InterruptedException {
        FakeExchange.Peer lost = connect(codes);
        lost.send(Frames.ticker(codes[0], LAST_FRAME));
        ingest.awaitRecords(1);
        lost.close(1001);
        FakeExchange.Peer next = ingest.exchange.nextPeer();
        next.send(Frames.trade(codes[0], NOW, NOW, "SNAPSHOT", 9));
        return next;
    }

    private List<ProducerRecord<@Nullable String, byte[]>> fetched() {
        return ingest.producer.history().stream()
                .filter(record ->
                        new String(record.headers().lastHeader("source").value(), UTF_8).equals("rest"))
                .toList();
    }
}
