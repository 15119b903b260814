package io.market1s.ingest.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.ingest.feed.FeedIds;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubscriptionTest {
    @Test
    void asksForAllThreeTypesAndThePilotsBookInOneRequest() {
        assertThat(new Subscription(List.of("KRW-ETH", "BTC-XRP"), "KRW-BTC.1").request("t-1"))
                .isEqualTo("[{\"ticket\":\"t-1\"},{\"type\":\"trade\",\"codes\":[\"KRW-ETH\",\"BTC-XRP\"]},"
                        + "{\"type\":\"orderbook\",\"codes\":[\"KRW-ETH\",\"BTC-XRP\",\"KRW-BTC.1\"]},"
                        + "{\"type\":\"ticker\",\"codes\":[\"KRW-ETH\",\"BTC-XRP\"]},{\"format\":\"DEFAULT\"}]");
    }

    @Test
    void asksForSnapshotsOnlyAndWithoutThePilot() {
        assertThat(new Subscription(List.of("KRW-ETH"), "KRW-BTC.1").snapshotRequest("t-1"))
                .isEqualTo(
                        "[{\"ticket\":\"t-1\"},{\"type\":\"trade\",\"codes\":[\"KRW-ETH\"],\"is_only_snapshot\":true},"
                                + "{\"type\":\"orderbook\",\"codes\":[\"KRW-ETH\"],\"is_only_snapshot\":true},"
                                + "{\"type\":\"ticker\",\"codes\":[\"KRW-ETH\"],\"is_only_snapshot\":true},{\"format\":\"DEFAULT\"}]");
    }

    @Test
    void needsNoPilotWhereItsMarketIsSubscribedTo() {
        assertThat(new Subscription(List.of("KRW-BTC"), "KRW-BTC.1").pilot()).isNull();
    }

    @Test
    void spreadsSymbolsOverConnectionsEachWithAPilot() {
        assertThat(spread(List.of(), "KRW-BTC", "KRW-ETH", "KRW-XRP"))
                .containsExactly(
                        new Subscription(List.of("KRW-BTC", "KRW-ETH"), null),
                        new Subscription(List.of("KRW-XRP"), "KRW-BTC.1"));
    }

    @Test
    void leavesEverySymbolOnItsConnectionWhenOthersComeAndGo() {
        List<Subscription> before = spread(List.of(), "A-1", "A-2", "A-3", "A-4");
        assertThat(spread(before, "A-5", "A-6", "A-4", "A-3", "A-2"))
                .extracting(Subscription::codes)
                .containsExactly(List.of("A-2", "A-5"), List.of("A-3", "A-4"), List.of("A-6"));
    }

    @Test
    void keepsThePlaceOfAConnectionThatHasNoSymbolLeft() {
        List<Subscription> before = spread(List.of(), "A-1", "A-2", "A-3");
        assertThat(spread(before, "A-3")).extracting(Subscription::codes).containsExactly(List.of(), List.of("A-3"));
    }

    private static List<Subscription> spread(List<Subscription> before, String... codes) {
        return Subscription.spread(before, List.of(codes), 2, "KRW-BTC.1");
    }

    @Test
    void namesNoTwoFeedsAlikeNotEvenAcrossARestart() {
        FeedIds first = new FeedIds("ingest-0", Instant.parse("2026-03-01T00:00:00Z"));
        FeedIds second = new FeedIds("ingest-0", Instant.parse("2026-03-01T00:00:01Z"));
        assertThat(List.of(first.next(), first.next(), second.next(), second.next()))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("ingest-0/[0-9a-z]+\\.[12]") && id.length() < 24);
    }
}
