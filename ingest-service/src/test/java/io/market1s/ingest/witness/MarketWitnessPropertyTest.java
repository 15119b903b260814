package io.market1s.ingest.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.data.Side;
import io.market1s.data.Trade;
import io.market1s.ingest.witness.Testimony.LastTrade;
import io.market1s.ingest.witness.Testimony.Source;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A market over midnight UTC, whose trades and tickers come late, out of order and repeated: without a loss there is
 * never a doubt, and the loss of a single trade becomes one.
 */
class MarketWitnessPropertyTest {
    private static final String BTC = "KRW-BTC";
    private static final Instant MIDNIGHT = Instant.parse("2026-03-02T00:00:00Z");
    private static final int SECONDS = 240;

    private record Arrival(
            long millis, @Nullable Trade trade, @Nullable Testimony ticker) {}

    @Property(tries = 500)
    void neverDoubtsAFeedThatBringsEverything(@ForAll long seed, @ForAll @IntRange(min = 300, max = 4_000) int pause) {
        Market market = new Market(new Random(seed), pause);
        assertThat(market.run(-1)).isNull();
    }

    /**
     * Of trades of one millisecond nobody knows which of them a told volume contains. So a loss can be hidden where few tickers
     * are compared: before the account is exact, and in the last seconds of a day.
     */
    @Test
    void doubtsEveryFeedThatLosesOneTradeAndFromBeforeTheLoss() {
        int lost = 0;
        List<Integer> unseen = new ArrayList<>();
        for (int seed = 0; seed < 1_500; seed++) {
            Random random = new Random(seed);
            Market market = new Market(random, 300 + 2 * seed);
            int index = random.nextInt(market.trades.size());
            Trade victim = market.trades.get(index);
            if (market.isAtAnEdge(victim) || !market.isToldOf(victim)) {
                continue;
            }
            lost++;
            Doubt doubt = market.run(index);
            if (doubt == null || doubt.from().isAfter(victim.time())) {
                unseen.add(seed);
            }
        }
        assertThat(lost).isGreaterThan(500);
        assertThat(unseen).as("seeds").isEmpty();
    }

    private static final class Market {
        final Instant start;
        final Instant end;
        final List<Trade> trades = new ArrayList<>();
        private final List<Arrival> arrivals = new ArrayList<>();
        private final Random random;

        Market(Random random, int pause) {
            this.random = random;
            start = MIDNIGHT.minusSeconds(random.nextInt(SECONDS));
            end = start.plusSeconds(SECONDS);
            boolean large = random.nextBoolean();
            BigDecimal day = large ? new BigDecimal("9876543210.12345678") : new BigDecimal("12.5");
            Instant now = start;
            Instant last = start;
            for (long id = 1; now.isBefore(end); id++) {
                BigDecimal volume = new BigDecimal(1 + random.nextInt(1_000_000)).movePointLeft(large ? 2 : 8);
                Trade trade = new Trade(BTC, now, id, BigDecimal.valueOf(1 + random.nextInt(3)), volume, Side.ASK);
                day = !last.isBefore(MIDNIGHT) || now.isBefore(MIDNIGHT) ? day.add(volume) : volume;
                last = now;
                trades.add(trade);
                long made = now.toEpochMilli();
                if (random.nextInt(3) > 0) {
                    Instant received = Instant.ofEpochMilli(made + random.nextInt(900));
                    BigDecimal told = new BigDecimal(Double.toString(day.doubleValue()));
                    LastTrade newest = new LastTrade(now, null, trade.price(), volume);
                    arrivals.add(new Arrival(
                            received.toEpochMilli(),
                            null,
                            Testimony.ofTrades(Source.TICKER, BTC, received, now, newest, told)));
                }
                now = now.plusMillis(random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(pause));
            }
            // The state that a REST request tells in the end.
            Trade newest = trades.get(trades.size() - 1);
            Instant asked = end.plusSeconds(1);
            arrivals.add(new Arrival(
                    asked.toEpochMilli(),
                    null,
                    Testimony.ofTrades(
                            Source.REST,
                            BTC,
                            asked,
                            asked,
                            new LastTrade(newest.time(), null, newest.price(), newest.volume()),
                            day)));
        }

        /**
         * Whether a ticker of the trade's day tells of a later one, and one told of an earlier one. Only trades that are alone in
         * their millisecond are asked: of several, nobody knows which of them the told volume contains.
         */
        boolean isToldOf(Trade trade) {
            List<Instant> told = arrivals.stream()
                    .map(Arrival::ticker)
                    .filter(Objects::nonNull)
                    .map(Testimony::trade)
                    .filter(Objects::nonNull)
                    .map(LastTrade::time)
                    .filter(this::isAlone)
                    .toList();
            Instant since = start.plusSeconds(1);
            return told.stream().anyMatch(time -> time.isAfter(since) && time.isBefore(trade.time()))
                    && told.stream()
                            .anyMatch(time -> time.isAfter(trade.time())
                                    && time.isBefore(MIDNIGHT) == trade.time().isBefore(MIDNIGHT));
        }

        boolean isAtAnEdge(Trade trade) {
            return trade.time().isBefore(start.plusSeconds(15))
                    || (trade.time().isBefore(MIDNIGHT) && !trade.time().isBefore(MIDNIGHT.minusSeconds(5)));
        }

        private boolean isAlone(Instant time) {
            return trades.stream().filter(trade -> trade.time().equals(time)).count() == 1;
        }

        @Nullable
        Doubt run(int lost) {
            for (int i = 0; i < trades.size(); i++) {
                int copies = i == lost ? 0 : 1 + random.nextInt(8) / 7;
                for (int copy = 0; copy < copies; copy++) {
                    long received = trades.get(i).time().toEpochMilli() + random.nextInt(900);
                    arrivals.add(new Arrival(received, trades.get(i), null));
                }
            }
            arrivals.sort(Comparator.comparingLong(Arrival::millis));
            MarketWitness witness = new MarketWitness(BTC, start.plusSeconds(1), new Asides());
            int next = 0;
            for (Instant now = start; now.isBefore(end.plusSeconds(20)); now = now.plusSeconds(1)) {
                for (; next < arrivals.size() && arrivals.get(next).millis() < now.toEpochMilli(); next++) {
                    Arrival arrival = arrivals.get(next);
                    if (arrival.trade() != null) {
                        witness.trade(arrival.trade());
                        witness.book(arrival.trade().time());
                    }
                    if (arrival.ticker() != null) {
                        witness.hear(arrival.ticker());
                    }
                }
                Doubt doubt = witness.examine(now);
                if (doubt != null) {
                    return doubt;
                }
            }
            return null;
        }
    }
}
