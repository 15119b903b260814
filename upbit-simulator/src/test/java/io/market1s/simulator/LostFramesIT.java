package io.market1s.simulator;

import static io.market1s.simulator.TestClient.PATIENCE;
import static io.market1s.simulator.TestClient.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.market1s.data.Trade;
import io.market1s.data.upbit.Frame;
import io.market1s.simulator.fault.NoticeFrame;
import io.market1s.simulator.fault.StreamFaults;
import io.market1s.simulator.frame.FrameType;
import io.market1s.simulator.frame.MadeTrade;
import io.market1s.simulator.market.MarketSpec;
import io.market1s.simulator.server.ProtocolSettings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults that leave the connection alive and lose or forge a part of what it delivers. */
class LostFramesIT {
    private static final String BTC = "KRW-BTC";
    private static final String XRP = "KRW-XRP";
    private static final Set<FrameType> EVERYTHING = EnumSet.allOf(FrameType.class);

    private UpbitSimulator simulator;
    private TestClient client;

    @BeforeEach
    void start() throws IOException {
        ProtocolSettings fast = ProtocolSettings.upbit().unlimited().withFirstData(Duration.ZERO, Duration.ofMillis(5));
        simulator = UpbitSimulator.start(SimulatorSettings.synthetic(3)
                .withProtocol(fast)
                .withMarkets(
                        List.of(MarketSpec.of(BTC).times(4), MarketSpec.of(XRP).times(4))));
        client = subscribed();
        await().atMost(PATIENCE).until(() -> count(client, XRP, "trade") > 5 && count(client, BTC, "trade") > 5);
    }

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @Test
    void aSilentMarketIsNotDeliveredWhileTheOtherFlowsAndSnapshotsAndRestShowItsTrades() throws Exception {
        simulator.faults().all().silence(XRP, EVERYTHING);
        int before = receivedWhatWasSent();
        Instant silent = Instant.now().plusMillis(100);
        await().atMost(PATIENCE)
                .until(() -> client.frames.size() > before + 60
                        && trades(XRP, silent).size() > 3);

        assertThat(client.texts().subList(before, client.frames.size())).noneMatch(text -> text.contains(XRP));
        assertThat(client.isOpen()).isTrue();
        Json ticker = Json.array(
                        TestHttp.get(simulator, "/v1/ticker?markets=" + XRP).body())
                .get(0);
        assertThat(ticker.number("trade_timestamp").longValue()).isGreaterThan(silent.toEpochMilli());
        assertThat(TestHttp.get(simulator, "/v1/trades/ticks?market=" + XRP).body())
                .contains("\"market\":\"" + XRP);
        try (TestClient other = subscribed()) {
            await().atMost(PATIENCE).until(() -> count(other, XRP, "trade") > 3);
            Trade snapshot =
                    other.trades(frame -> frame.event().symbol().equals(XRP)).get(0);
            assertThat(snapshot.time()).isAfter(silent.minusSeconds(1));
        }
    }

    @Test
    void aMarketIsSilentUntilItIsSubscribedToAnew() {
        simulator.faults().all().silence(XRP, EVERYTHING);
        int before = client.frames.size();
        subscribe(client);
        await().atMost(PATIENCE)
                .until(() -> client.texts().stream()
                                .skip(before)
                                .filter(LostFramesIT::isXrp)
                                .count()
                        > 6);
    }

    @Test
    void aMarketIsSilentForAWhile() {
        simulator.faults().all().silence(XRP, EVERYTHING, Duration.ofMillis(300));
        int before = client.frames.size();
        await().atMost(PATIENCE)
                .until(() -> client.texts().stream().skip(before).anyMatch(LostFramesIT::isXrp));

        assertThat(simulator.faultRecord().delivery().touches(XRP, nextSecond()))
                .isTrue();
        assertThat(simulator.faultRecord().delivery().touches(BTC, nextSecond()))
                .isFalse();
    }

    @Test
    void oneTypeOfAMarketIsSilent() {
        simulator.faults().all().silence(XRP, EnumSet.of(FrameType.TRADE));
        int before = receivedWhatWasSent();
        await().atMost(PATIENCE)
                .until(() -> client.texts().stream()
                                .skip(before)
                                .filter(LostFramesIT::isXrp)
                                .count()
                        > 20);

        assertThat(client.texts().stream().skip(before).filter(LostFramesIT::isXrp))
                .noneMatch(text -> text.startsWith("{\"type\":\"trade\""))
                .anyMatch(text -> text.startsWith("{\"type\":\"ticker\""));
    }

    @Test
    void singleTradesAreDeliveredToNobodyAndStandInTheTallyAndInRest() {
        Instant from = Instant.now().plusMillis(600);
        simulator.faults().disturb(StreamFaults.NONE.withLost(0.5, 0));
        await().atMost(PATIENCE).until(() -> trades(BTC, from).size() > 60);
        simulator.faults().disturb(StreamFaults.NONE);
        List<Trade> made = trades(BTC, from);
        Instant last = made.get(0).time();
        await().atMost(PATIENCE)
                .until(() -> got(BTC).stream().anyMatch(trade -> trade.time().isAfter(last.plusSeconds(1))));

        Set<Long> got = got(BTC).stream().map(Trade::sequentialId).collect(Collectors.toSet());
        long missing = made.stream()
                .filter(trade -> !got.contains(trade.sequentialId()))
                .count();
        assertThat(missing).isBetween(made.size() / 5L, made.size() * 4L / 5);
        assertThat(simulator.faultRecord().lost(FrameType.TRADE)).isGreaterThanOrEqualTo(missing);
        assertThat(simulator.faultRecord().lost(FrameType.ORDERBOOK)).isZero();
        assertThat(simulator.faultRecord().delivery().touches(BTC, nextSecond()))
                .isTrue();
    }

    @Test
    void singleBooksAreDeliveredToNobody() {
        simulator.faults().disturb(StreamFaults.NONE.withLost(0, 1));
        int before = receivedWhatWasSent();
        await().atMost(PATIENCE).until(() -> client.frames.size() > before + 40);

        assertThat(client.texts().stream().skip(before)).noneMatch(text -> text.contains("orderbook"));
        assertThat(simulator.faultRecord().lost(FrameType.ORDERBOOK)).isPositive();
        assertThat(simulator.faultRecord().books().touches(BTC, nextSecond())).isTrue();
    }

    @Test
    void stampsAFrameAheadOfTimeThatIsOtherwiseARepetition() {
        simulator.faults().all().sendAhead(FrameType.TRADE, BTC, Duration.ofMinutes(30));
        Instant ahead = Instant.now().plus(Duration.ofMinutes(29));
        await().atMost(PATIENCE).until(() -> client.markets().stream()
                .anyMatch(frame -> frame.timestamp().isAfter(ahead)));

        Frame.Market forged = client.markets().stream()
                .filter(frame -> frame.timestamp().isAfter(ahead))
                .findFirst()
                .orElseThrow();
        assertThat(got(BTC).stream().filter(forged.event()::equals)).hasSizeGreaterThan(1);
    }

    @Test
    void beginsASubscriptionWithATickerThatIsOld() {
        simulator.faults().beginWithOldTicker(Duration.ofSeconds(400));
        Instant before = Instant.now();
        try (TestClient late = subscribed();
                TestClient later = subscribed()) {
            await().atMost(PATIENCE).until(() -> late.frames.size() > 6 && later.frames.size() > 6);

            List<TestClient> clients = List.of(late, later);
            assertThat(clients.stream()
                            .map(each -> each.markets().get(0).timestamp())
                            .filter(time -> time.isBefore(before.minusSeconds(399))))
                    .hasSize(1);
        }
    }

    @Test
    void leavesTheStreamTypeOutOfSnapshotsTooAndOfNothingAfterwards() {
        simulator.faults().disturb(StreamFaults.NONE.withoutStreamType());
        try (TestClient late = subscribed()) {
            await().atMost(PATIENCE).until(() -> late.frames.size() > 20);
            assertThat(late.texts()).noneMatch(text -> text.contains("stream_type"));
            assertThat(late.frames)
                    .allSatisfy(frame -> assertThat(TestClient.parse(frame)).isInstanceOf(Frame.Market.class));

            simulator.faults().clear();
            late.awaitText("stream_type");
        }
    }

    @Test
    void sendsMessagesThatHaveNeitherTypeNorCode() {
        for (NoticeFrame notice : NoticeFrame.values()) {
            int before = client.frames.size();
            simulator.faults().all().send(notice);
            await().atMost(PATIENCE).until(() -> client.texts().stream()
                    .skip(before)
                    .anyMatch(text -> !text.contains("\"type\"") && !text.contains("\"code\"")));
        }
        assertThat(simulator.faultRecord().delivery().touches(BTC, nextSecond()))
                .isFalse();
    }

    @Test
    void recordsACutUntilTheMarketsAreSubscribedToAgain() {
        simulator.faults().all().drop();
        Instant inAWhile = Instant.now().plusSeconds(1000);
        assertThat(simulator.faultRecord().delivery().touches(XRP, inAWhile)).isTrue();

        try (TestClient again = subscribed()) {
            await().atMost(PATIENCE).until(() -> again.frames.size() > 6);
            assertThat(simulator.faultRecord().delivery().touches(XRP, nextSecond()))
                    .isTrue();
            assertThat(simulator.faultRecord().delivery().touches(XRP, inAWhile))
                    .isFalse();
        }
    }

    /** The number of frames when all have come that were sent before: the answer to a ping comes after them. */
    private int receivedWhatWasSent() {
        long answers = answers();
        client.send("PING");
        await().atMost(PATIENCE).until(() -> answers() > answers);
        return client.frames.size();
    }

    private long answers() {
        return client.texts().stream()
                .filter(text -> text.contains("\"status\""))
                .count();
    }

    private TestClient subscribed() {
        return subscribe(TestClient.connect(simulator));
    }

    private static TestClient subscribe(TestClient client) {
        return client.request(type("trade", BTC, XRP), type("orderbook", BTC, XRP), type("ticker", BTC, XRP));
    }

    private static boolean isXrp(String text) {
        return text.contains(XRP);
    }

    private static long count(TestClient client, String symbol, String type) {
        return client.texts().stream()
                .filter(text -> text.startsWith("{\"type\":\"" + type + "\",\"code\":\"" + symbol))
                .count();
    }

    private List<Trade> got(String symbol) {
        return client.trades(frame -> frame.event().symbol().equals(symbol));
    }

    private List<Trade> trades(String symbol, Instant from) {
        return simulator.tally().newestTrades(symbol, Instant.now(), null, Integer.MAX_VALUE).stream()
                .map(MadeTrade::trade)
                .filter(trade -> !trade.time().isBefore(from))
                .toList();
    }

    private static Instant nextSecond() {
        return Instant.ofEpochSecond(Instant.now().getEpochSecond() + 1);
    }
}
