package io.market1s.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.market1s.ingest.status.Count;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Listings come and go; nobody else loses a frame or a second by it. */
class MarketChangesTest {
    private final TestIngest ingest = new TestIngest();

    @BeforeEach
    void looksOften() {
        ingest.environment.put("INGEST_SYMBOLS", "KRW");
        ingest.environment.put("INGEST_MARKET_LIST", "1s");
        ingest.environment.put("INGEST_BACKFILL", "off");
        // So often does a subscriber look whether a successor is ready.
        ingest.environment.put("INGEST_PING_INTERVAL", "2s");
    }

    @AfterEach
    void stop() {
        ingest.close();
    }

    @Test
    void followsANewListingOnASecondConnectionAndKeepsTheFirstUntilThatCoversEverySecond() throws Exception {
        list("KRW-BTC");
        ingest.start("KRW-BTC");
        FakeExchange.Peer old = ingest.exchange.nextPeer();
        list("KRW-BTC", "KRW-NEW", "BTC-NEW");

        FakeExchange.Peer successor = ingest.exchange.nextPeer();
        assertThat(successor.requests.get(0)).contains("[\"KRW-BTC\",\"KRW-NEW\"]");
        at(0, successor, "KRW-BTC", "KRW-NEW", "KRW-BTC");
        at(5, successor, "KRW-BTC");
        await().atMost(FakeExchange.PATIENCE).until(() -> ingest.counts().of(Count.HEARTBEATS) >= 2 * 3);
        assertThat(old.closedWith()).as("three seconds are not enough").isZero();
        at(6, old, "KRW-BTC");
        at(6, successor, "KRW-BTC");
        await().atMost(FakeExchange.PATIENCE)
                .untilAsserted(() -> assertThat(old.closedWith()).isEqualTo(1000));
        assertThat(ingest.service().status().symbols()).containsExactlyInAnyOrder("KRW-BTC", "KRW-NEW");
        assertThat(ingest.counts().of(Count.RECONNECTS)).isZero();
    }

    @Test
    void letsGoOfADelistedMarketOnceTwoListsLackIt() throws Exception {
        list("KRW-BTC", "KRW-OLD");
        ingest.start("KRW-BTC", "KRW-OLD");
        ingest.exchange.nextPeer();
        list("KRW-BTC");

        FakeExchange.Peer successor = ingest.exchange.nextPeer();
        assertThat(successor.requests.get(0)).contains("[\"KRW-BTC\"]").doesNotContain("KRW-OLD");
        assertThat(ingest.service().status().symbols()).containsExactly("KRW-BTC");
    }

    @Test
    void goesOnWithTheOldMarketsWhileTheListMakesNoSense() throws Exception {
        list();
        ingest.start("KRW-BTC");
        ingest.exchange.nextPeer();
        awaitLooks(3);
        ingest.exchange.answersMarketsWith(500, "");
        awaitLooks(2);
        assertThat(ingest.exchange.peerWithin(500)).isNull();
        assertThat(ingest.service().status().symbols()).containsExactly("KRW-BTC");
    }

    @Test
    void aSuccessorTakesOverWhenTheOldConnectionIsLostBefore() throws Exception {
        list("KRW-BTC");
        ingest.start("KRW-BTC");
        FakeExchange.Peer old = ingest.exchange.nextPeer();
        list("KRW-BTC", "KRW-NEW");
        FakeExchange.Peer successor = ingest.exchange.nextPeer();
        old.close(1001);
        await().atMost(FakeExchange.PATIENCE).until(() -> ingest.counts().openConnections() == 1);

        at(0, successor, "KRW-BTC", "KRW-NEW");
        at(4, successor, "KRW-NEW");
        await().atMost(FakeExchange.PATIENCE).until(() -> ingest.counts().of(Count.HEARTBEATS) > 0);
        assertThat(ingest.exchange.peerWithin(1_000)).as("no third connection").isNull();
    }

    private void awaitLooks(int more) {
        int before = ingest.exchange.marketRequests();
        await().atMost(FakeExchange.PATIENCE).until(() -> ingest.exchange.marketRequests() >= before + more);
    }

    private void list(String... markets) {
        String json = Arrays.stream(markets)
                .map(market -> "{\"market\":\"" + market + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
        ingest.exchange.answersMarketsWith(200, json);
    }

    private void at(int second, FakeExchange.Peer peer, String... tickersOf) {
        Instant now = TestIngest.NOW.plusSeconds(second);
        ingest.at(
                now,
                peer,
                Arrays.stream(tickersOf)
                        .map(market -> Frames.ticker(market, now))
                        .toArray(String[]::new));
    }
}
