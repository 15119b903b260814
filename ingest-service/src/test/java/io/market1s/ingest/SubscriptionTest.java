package io.market1s.ingest;

import static org.assertj.core.api.Assertions.assertThat;

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
        List<Subscription> subscriptions =
                Subscription.spread(List.of("KRW-BTC", "KRW-ETH", "KRW-XRP"), 2, "KRW-BTC.1");
        assertThat(subscriptions)
                .containsExactly(
                        new Subscription(List.of("KRW-BTC", "KRW-ETH"), null),
                        new Subscription(List.of("KRW-XRP"), "KRW-BTC.1"));
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
