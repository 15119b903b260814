package io.market1s.ingest.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.data.Side;
import io.market1s.data.Trade;
import io.market1s.ingest.feed.Gap;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GapQueueTest {
    private static final Instant T0 = Instant.parse("2026-03-01T00:00:00Z");

    private final Map<String, Long> activity = new HashMap<>();
    private final AtomicLong nanos = new AtomicLong();
    private final GapQueue queue = new GapQueue(code -> activity.getOrDefault(code, 0L), nanos::get);

    @Test
    void givesTheMostActiveMarketFirstAndWithoutLiveTradesTheOneTradedLast() throws InterruptedException {
        activity.put("KRW-BTC", 100L);
        activity.put("KRW-ETH", 20L);
        queue.add(gap("KRW-DOGE", T0, T0.plusSeconds(5)));
        queue.add(gap("KRW-NONE", T0, null));
        queue.add(gap("KRW-XRP", T0, T0.plusSeconds(9)));
        queue.add(gap("KRW-ETH", T0, T0));
        queue.add(gap("KRW-BTC", T0, null));
        assertThat(takeAll()).containsExactly("KRW-BTC", "KRW-ETH", "KRW-XRP", "KRW-DOGE", "KRW-NONE");
    }

    @Test
    void triesWhatFailedAfterEverythingElse() throws InterruptedException {
        activity.put("KRW-BTC", 100L);
        queue.add(gap("KRW-BTC", T0, null).again());
        queue.add(gap("KRW-ETH", T0, null));
        assertThat(takeAll()).containsExactly("KRW-ETH", "KRW-BTC");
    }

    @Test
    void joinsTheGapsOfAMarket() throws InterruptedException {
        queue.add(new Gap("KRW-BTC", T0, T0.plusSeconds(5), trade(T0.minusSeconds(9)), true, List.of(), 3));
        queue.add(new Gap(
                "KRW-BTC", T0.plusSeconds(20), T0.plusSeconds(30), trade(T0.plusSeconds(2)), false, List.of(), 0));
        Gap joined = Objects.requireNonNull(queue.take());
        assertThat(joined.from()).isEqualTo(T0);
        assertThat(joined.until()).isEqualTo(T0.plusSeconds(30));
        assertThat(joined.attempts()).isZero();
        assertThat(joined.quiet()).as("traded after the first began").isFalse();
        assertThat(queue.isIdle()).isTrue();
    }

    /** After a restart the first connection's gap waits until the log is read, and may come after the second's. */
    @Test
    void goesByTheLastTradeOfTheLaterConnectionWhicheverGapCameFirst() throws InterruptedException {
        queue.add(gap("KRW-BTC", T0.plusSeconds(20), T0.plusSeconds(25)));
        queue.add(gap("KRW-BTC", T0, T0.minusSeconds(9)));
        Gap joined = Objects.requireNonNull(queue.take());
        assertThat(joined.until()).isEqualTo(T0.plusSeconds(30));
        assertThat(joined.lastTrade()).isEqualTo(T0.plusSeconds(25));
    }

    @Test
    void givesOutAGapThatWasNotWholeAfterItsPauseUnlessAnotherOfItsMarketComes() throws InterruptedException {
        queue.add(gap("KRW-BTC", T0, null), Duration.ofSeconds(2));
        queue.add(gap("KRW-ETH", T0, null), Duration.ofSeconds(2));
        assertThat(queue.isIdle()).isTrue();
        queue.add(gap("KRW-ETH", T0, null));
        assertThat(takeAll()).containsExactly("KRW-ETH");
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(takeAll()).containsExactly("KRW-BTC");
    }

    @Test
    void waitsForAGapAndEndsWhenItIsClosed() throws Exception {
        CompletableFuture<List<String>> taken = CompletableFuture.supplyAsync(() -> {
            List<String> codes = new ArrayList<>();
            try {
                for (Gap gap = queue.take(); gap != null; gap = queue.take()) {
                    codes.add(gap.code());
                    queue.close();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return codes;
        });
        queue.add(gap("KRW-BTC", T0, null));
        assertThat(taken.get(10, TimeUnit.SECONDS)).containsExactly("KRW-BTC");
    }

    private List<String> takeAll() throws InterruptedException {
        List<String> codes = new ArrayList<>();
        while (!queue.isIdle()) {
            Gap gap = queue.take();
            if (gap != null) {
                codes.add(gap.code());
            }
        }
        return codes;
    }

    private static Gap gap(String code, Instant from, @Nullable Instant lastTrade) {
        Trade last = lastTrade == null ? null : trade(lastTrade);
        return new Gap(code, from, from.plus(Duration.ofSeconds(10)), last, false, List.of(), 0);
    }

    private static Trade trade(Instant time) {
        return new Trade("KRW-BTC", time, 1, BigDecimal.ONE, BigDecimal.ONE, Side.BID);
    }
}
