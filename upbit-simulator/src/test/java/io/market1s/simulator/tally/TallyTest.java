package io.market1s.simulator.tally;

import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.data.Side;
import io.market1s.data.Trade;
import io.market1s.data.TradeSummary;
import io.market1s.simulator.frame.FrameType;
import io.market1s.simulator.frame.MadeTrade;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final String BTC = "KRW-BTC";
    private static final Instant SECOND = Instant.parse("2026-02-16T07:09:40Z");

    private final Tally tally = new Tally();

    @Test
    void labelsASecondByItsEnd() {
        trade(BTC, SECOND.minusMillis(1), 1, "10", "1");
        trade(BTC, SECOND, 2, "20", "2");

        assertThat(tally.second(BTC, SECOND).count()).isEqualTo(1);
        assertThat(tally.second(BTC, SECOND.plusSeconds(1)).volume()).isEqualByComparingTo("2");
        assertThat(tally.second(BTC, SECOND.plusSeconds(2))).isEqualTo(TradeSummary.NONE);
    }

    @Test
    void countsATradeOnceAndTheSameIdInAnotherMarketToo() {
        trade(BTC, SECOND, 1, "10", "1");
        trade(BTC, SECOND, 1, "10", "1");
        trade("KRW-ETH", SECOND, 1, "10", "1");

        assertThat(tally.second(BTC, SECOND.plusSeconds(1)).count()).isEqualTo(1);
        assertThat(tally.second("KRW-ETH", SECOND.plusSeconds(1)).count()).isEqualTo(1);
    }

    @Test
    void countsTheLeastOfCopiesThatDifferWhicheverComesFirst() {
        trade(BTC, SECOND.plusSeconds(3), 1, "10", "1");
        trade(BTC, SECOND, 1, "12", "1");
        trade(BTC, SECOND, 1, "11", "5");
        trade(BTC, SECOND, 1, "11", "7");

        assertThat(tally.second(BTC, SECOND.plusSeconds(4))).isEqualTo(TradeSummary.NONE);
        assertThat(tally.second(BTC, SECOND.plusSeconds(1)).value()).isEqualByComparingTo("55");
    }

    @Test
    void findsFirstAndLastByTimeThenIdNotByArrival() {
        trade(BTC, SECOND.plusMillis(5), 3, "13", "1");
        trade(BTC, SECOND.plusMillis(1), 9, "11", "1");
        trade(BTC, SECOND.plusMillis(5), 2, "12", "1");
        trade(BTC, SECOND.plusMillis(3), 1, "99", "1");

        assertThat(tally.second(BTC, SECOND.plusSeconds(1)).prices())
                .isEqualTo(new TradeSummary.Ohlc(
                        new BigDecimal("11"), new BigDecimal("99"), new BigDecimal("11"), new BigDecimal("13")));
    }

    @Test
    void sumsOverARangeIncludingBothEnds() {
        for (int i = 0; i < 5; i++) {
            trade(BTC, SECOND.plusSeconds(i), i, "2", "0.5");
        }

        Tally.Totals totals = tally.between(BTC, SECOND.plusSeconds(2), SECOND.plusSeconds(4));
        assertThat(totals.trades()).isEqualTo(3);
        assertThat(totals.volume()).isEqualByComparingTo("1.5");
        assertThat(totals.value()).isEqualByComparingTo("3");
        assertThat(tally.between(BTC, SECOND.plusSeconds(9), SECOND)).isEqualTo(Tally.Totals.NONE);
        assertThat(tally.between("KRW-NONE", SECOND, SECOND.plusSeconds(9))).isEqualTo(Tally.Totals.NONE);
    }

    @Test
    void forgetsWhatIsOlderThanItKeeps() {
        trade(BTC, SECOND, 1, "1", "1");
        trade(BTC, SECOND.plus(Tally.SECONDS_KEPT), 2, "1", "1");
        assertThat(tally.second(BTC, SECOND.plusSeconds(1)).count()).isEqualTo(1);

        trade(BTC, SECOND.plus(Tally.SECONDS_KEPT).plusSeconds(2), 3, "1", "1");
        assertThat(tally.second(BTC, SECOND.plusSeconds(1))).isEqualTo(TradeSummary.NONE);
        assertThat(tally.newestTrades(BTC, Instant.MAX, null, 10)).hasSize(3);

        trade(BTC, SECOND.plus(Tally.TRADES_KEPT).plusSeconds(1), 4, "1", "1");
        assertThat(tally.newestTrades(BTC, Instant.MAX, null, 10)).hasSize(3);
    }

    @Test
    void knowsTheLastBookBeforeASecondsEndWhateverOrderTheyCameIn() {
        assertThat(tally.lastBook(BTC, SECOND)).isNull();
        tally.book(BTC, SECOND.plusMillis(300));
        tally.book(BTC, SECOND.plusMillis(100));
        tally.book(BTC, SECOND.plusSeconds(2));

        assertThat(tally.lastBook(BTC, SECOND)).isNull();
        assertThat(tally.lastBook(BTC, SECOND.plusSeconds(1))).isEqualTo(SECOND.plusMillis(300));
        assertThat(tally.lastBook(BTC, SECOND.plusSeconds(2))).isEqualTo(SECOND.plusMillis(300));
        assertThat(tally.lastBook(BTC, SECOND.plusSeconds(900))).isEqualTo(SECOND.plusSeconds(2));
    }

    @Test
    void forgetsOldBooks() {
        tally.book(BTC, SECOND);
        tally.book(BTC, SECOND.plus(Tally.BOOKS_KEPT).minusSeconds(1));
        assertThat(tally.lastBook(BTC, SECOND.plusSeconds(1))).isEqualTo(SECOND);

        tally.book(BTC, SECOND.plus(Tally.BOOKS_KEPT.multipliedBy(3)));
        assertThat(tally.lastBook(BTC, SECOND.plusSeconds(1))).isNull();
        assertThat(tally.lastBook(BTC, SECOND.plus(Tally.BOOKS_KEPT))).isNull();
    }

    @Test
    void keepsNoMoreSingleTradesThanItsMarketsShare() {
        int markets = Tally.MOST_TRADES / 500;
        for (int i = 0; i < markets; i++) {
            trade("KRW-S" + i, SECOND, 1, "1", "1");
        }
        for (int i = 0; i < 600; i++) {
            trade(BTC, SECOND.plusMillis(i), i, "1", "1");
        }

        assertThat(tally.newestTrades(BTC, Instant.MAX, null, 1000)).hasSize(500);
        assertThat(tally.second(BTC, SECOND.plusSeconds(1)).count()).isEqualTo(600);
    }

    @Test
    void countsFramesByType() {
        tally.frame(FrameType.TRADE);
        tally.frame(FrameType.TRADE);
        tally.frame(FrameType.ORDERBOOK);

        assertThat(tally.frames(FrameType.TRADE)).isEqualTo(2);
        assertThat(tally.frames(FrameType.TICKER)).isZero();
    }

    private void trade(String symbol, Instant time, long id, String price, String volume) {
        Trade trade = new Trade(symbol, time, id, new BigDecimal(price), new BigDecimal(volume), Side.BID);
        tally.trade(new MadeTrade(trade, BigDecimal.TEN));
    }
}
