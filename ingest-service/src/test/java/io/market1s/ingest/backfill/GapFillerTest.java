package io.market1s.ingest.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.market1s.data.Side;
import io.market1s.data.Trade;
import io.market1s.ingest.FakeExchange;
import io.market1s.ingest.Frames;
import io.market1s.ingest.backfill.GapFiller.Outcome;
import io.market1s.ingest.exchange.ExchangeClient;
import io.market1s.ingest.exchange.TradeHistory;
import io.market1s.ingest.feed.Gap;
import io.market1s.ingest.kafka.RawRecords;
import io.market1s.ingest.kafka.RawWriter;
import io.market1s.ingest.status.Count;
import io.market1s.ingest.status.IngestCounters;
import io.market1s.ingest.time.StopLatch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;
import okhttp3.HttpUrl;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GapFillerTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:05.250Z");
    private static final String BTC = "KRW-BTC";
    private static final Duration HORIZON = Duration.ofMinutes(10);
    private static final Duration REACH = Duration.ofMinutes(10);

    private final FakeExchange exchange = new FakeExchange();
    private final MockProducer<@Nullable String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final IngestCounters counters = new IngestCounters(new SimpleMeterRegistry());
    private final StopLatch stop = new StopLatch();
    private Instant now = NOW;
    private final ExchangeClient client = exchange.client(Duration.ofSeconds(10), () -> now, System::nanoTime);
    /** One trade every 100 ms, the newest first; an id each. */
    private final List<Instant> trades = new ArrayList<>();

    @AfterEach
    void end() {
        client.close();
        exchange.close();
    }

    @Test
    void goesBackByCursorUntilItIsPastTheBeginning() throws Exception {
        tradesEvery100Millis(1800);
        servePages(500);
        fill(NOW.minusSeconds(120));
        assertThat(exchange.nextTradeRequest()).satisfies(first -> {
            assertThat(first.queryParameter("market")).isEqualTo(BTC);
            assertThat(first.queryParameter("count")).isEqualTo("500");
            assertThat(first.queryParameter("cursor")).isNull();
            assertThat(first.queryParameter("days_ago")).isNull();
        });
        assertThat(exchange.nextTradeRequest().queryParameter("cursor")).isEqualTo(Long.toString(id(499)));
        assertThat(exchange.nextTradeRequest().queryParameter("cursor")).isEqualTo(Long.toString(id(999)));
        assertThat(exchange.tradeRequests()).as("stops once it is past it").isZero();
        assertThat(producer.history()).hasSize(1201).allSatisfy(record -> assertThat(record.timestamp())
                .isGreaterThanOrEqualTo(NOW.minusSeconds(120).toEpochMilli()));
        assertThat(counters.snapshot().of(Count.BACKFILLED)).isEqualTo(1201);
        assertThat(counters.snapshot().of(Count.BACKFILL_MISSED)).isZero();
    }

    @Test
    void asksOnceIfTheFirstPageReachesFarEnough() throws Exception {
        tradesEvery100Millis(600);
        servePages(500);
        fill(NOW.minusSeconds(5));
        exchange.nextTradeRequest();
        assertThat(exchange.tradeRequests()).isZero();
        assertThat(producer.history()).hasSize(51);
    }

    @Test
    void isContentWithAMarketThatHasFewerTrades() throws Exception {
        now = NOW.plus(Duration.ofHours(1));
        servePages(500);
        fill(now.minusSeconds(60));
        assertThat(exchange.nextTradeRequest().queryParameter("days_ago")).isNull();
        assertThat(exchange.tradeRequests()).isZero();
        assertThat(counters.snapshot().of(Count.BACKFILL_MISSED)).isZero();
    }

    @Test
    void goesOnInTheDayBeforeBecauseAListMayEndAtMidnight() throws Exception {
        tradesEvery100Millis(200);
        Instant midnight = NOW.minusMillis(5250);
        exchange.answersTradesWith(url -> page(
                url,
                500,
                url.queryParameter("days_ago") == null ? midnight : Instant.EPOCH,
                url.queryParameter("days_ago") == null ? Instant.MAX : midnight));
        fill(NOW.minusSeconds(10));
        assertThat(producer.history()).hasSize(101);
        exchange.nextTradeRequest();
        exchange.nextTradeRequest();
        assertThat(exchange.nextTradeRequest().queryParameter("days_ago")).isEqualTo("1");
        assertThat(exchange.tradeRequests()).isZero();
    }

    @Test
    void saysWhatLiesBeyondItsReach() throws Exception {
        tradesEvery100Millis(7000);
        servePages(500);
        fill(NOW.minusSeconds(900));
        assertThat(producer.history()).hasSize(6001);
        assertThat(counters.snapshot().of(Count.BACKFILL_MISSED)).isEqualTo(1);
    }

    @Test
    void doesNotTurnInACircleOnAListThatDoesNotGoOn() {
        tradesEvery100Millis(500);
        exchange.answersTradesWith(
                url -> page(url.newBuilder().removeAllQueryParameters("cursor").build(), 500));
        assertThatThrownBy(() -> fill(NOW.minusSeconds(120))).isInstanceOf(IOException.class);
    }

    @Test
    void quarantinesWhatIsNoTradeAndTakesTheRest() throws Exception {
        exchange.answersTradesWith(url -> FakeExchange.json(
                200,
                "[" + Frames.restTrade(BTC, NOW.plusSeconds(3600), 4) + "," + Frames.restTrade("KRW-ETH", NOW, 3)
                        + ",{\"market\":\"KRW-BTC\"}," + Frames.restTrade(BTC, NOW, 2) + ","
                        + Frames.restTrade(BTC, NOW.minusSeconds(100), 1) + "]"));
        fill(NOW.minusSeconds(5));
        assertThat(producer.history())
                .extracting(record -> record.topic())
                .containsExactly("upbit.quarantine", "upbit.quarantine", "upbit.quarantine", "upbit.trade");
        assertThat(counters.snapshot().quarantined())
                .containsOnlyKeys("time far ahead", "another market", "missing timestamp");
    }

    @Test
    void leavesItToBeTriedAgainIfTheExchangeFails() {
        exchange.answersTradesWith(url -> FakeExchange.json(500, "oops"));
        assertThatThrownBy(() -> fill(NOW.minusSeconds(5))).isInstanceOf(IOException.class);
        exchange.answersTradesWith(url -> FakeExchange.json(200, "{\"error\":{}}"));
        assertThatThrownBy(() -> fill(NOW.minusSeconds(5))).isInstanceOf(IOException.class);
        exchange.answersTradesWith(url -> FakeExchange.json(200, "[" + " ".repeat(5_000_000) + "]"));
        assertThatThrownBy(() -> fill(NOW.minusSeconds(5))).isInstanceOf(IOException.class);
        assertThat(counters.snapshot().of(Count.BACKFILL_MISSED)).isZero();
    }

    @Test
    void doesNotTakeAStatusForTheLastWordAboutAMarket() throws Exception {
        exchange.answersTradesWith(url -> FakeExchange.json(404, "{\"error\":{\"name\":404}}"));
        assertThat(fill(NOW.minusSeconds(5))).isEqualTo(new Outcome.NotYet("the exchange answers with status 404"));
        assertThat(counters.snapshot().of(Count.BACKFILL_MISSED)).isZero();
    }

    @Test
    void isNotDoneBeforeTheListContainsTheTradeThatTheConnectionBeganWith() throws Exception {
        tradesEvery100Millis(100);
        servePages(500);
        Trade last = trade(NOW.plusMillis(1), 99);
        assertThat(fill(gap(NOW.minusSeconds(5), last))).isInstanceOf(Outcome.NotYet.class);
        trades.add(0, last.time());
        assertThat(fill(gap(NOW.minusSeconds(5), trade(last.time(), id(0)))))
                .as("by its id")
                .isEqualTo(new Outcome.Whole(NOW.minusSeconds(5)));
        assertThat(fill(gap(NOW.minusSeconds(5), last)))
                .as("by all the rest")
                .isEqualTo(new Outcome.Whole(NOW.minusSeconds(5)));
    }

    @Test
    void isDoneWithoutSuchATradeOnceTheListGoesOnOrCannotBeBehindAnyMore() throws Exception {
        tradesEvery100Millis(100);
        servePages(500);
        Gap gap = new Gap(BTC, NOW.minusSeconds(5), NOW.plusMillis(1), null, false, List.of(), 0);
        assertThat(fill(gap)).isInstanceOf(Outcome.NotYet.class);
        now = NOW.plusSeconds(61);
        assertThat(fill(gap)).isInstanceOf(Outcome.Whole.class);
    }

    @Test
    void doesNotCallAListWholeInWhichATradeCannotBeRead() throws Exception {
        exchange.answersTradesWith(url -> FakeExchange.json(
                200,
                "[" + Frames.restTrade(BTC, NOW, 9) + ",{\"market\":\"KRW-BTC\"},"
                        + Frames.restTrade(BTC, NOW.minusSeconds(9), 1) + "]"));
        assertThat(fill(NOW.minusSeconds(5))).isInstanceOf(Outcome.NotYet.class);
    }

    @Test
    void vouchesForNoTradeThatCameTooLateToCount() throws Exception {
        tradesEvery100Millis(100);
        servePages(500);
        now = NOW.plus(HORIZON).minusSeconds(2);
        assertThat(fill(NOW.minusSeconds(5))).isEqualTo(new Outcome.Whole(NOW.minusSeconds(2)));
    }

    private Outcome fill(Instant from) throws IOException, InterruptedException {
        return fill(new Gap(BTC, from, NOW, null, false, List.of(), 0));
    }

    private Outcome fill(Gap gap) throws IOException, InterruptedException {
        RawWriter writer = new RawWriter(producer, counters, failure -> {});
        return new GapFiller(
                        new TradeHistory(client),
                        new TradeWriter(new RawRecords(HORIZON), writer, counters, "ingest-0/r.1", stop),
                        REACH,
                        HORIZON,
                        new BackfillReport(counters))
                .fill(gap);
    }

    private static Gap gap(Instant from, Trade last) {
        return new Gap(BTC, from, NOW, last, false, List.of(), 0);
    }

    private static Trade trade(Instant time, long id) {
        return new Trade(BTC, time, id, new BigDecimal("116539000"), new BigDecimal("0.00079276"), Side.BID);
    }

    private void tradesEvery100Millis(int count) {
        for (int i = 0; i < count; i++) {
            trades.add(NOW.minusMillis(100L * i));
        }
    }

    private void servePages(int size) {
        exchange.answersTradesWith(url -> page(url, size));
    }

    private MockResponse page(HttpUrl url, int size) {
        return page(url, size, Instant.EPOCH, Instant.MAX);
    }

    private MockResponse page(HttpUrl url, int size, Instant from, Instant before) {
        String cursor = url.queryParameter("cursor");
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < trades.size() && elements.size() < size; i++) {
            boolean ofTheDay = !trades.get(i).isBefore(from) && trades.get(i).isBefore(before);
            if (ofTheDay && (cursor == null || id(i) < Long.parseLong(cursor))) {
                elements.add(Frames.restTrade(BTC, trades.get(i), id(i)));
            }
        }
        return FakeExchange.json(200, "[" + String.join(",", elements) + "]");
    }

    private static long id(int index) {
        return 17_853_950_437_790_001L - index;
    }
}
