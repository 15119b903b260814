package io.market1s.simulator.tally;

import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.data.Side;
import io.market1s.data.Trade;
import io.market1s.data.TradeSummary;
import io.market1s.simulator.frame.FrameType;
import io.market1s.simulator.frame.MadeTrade;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final String BTC = "KRW-BTC";
    private static final Instant END = Instant.parse("2026-02-16T12:00:01Z");
    private static final Instant BOOK = END.minusMillis(40);

    private final Tally tally = new Tally();
    private final FaultRecord faults = new FaultRecord();
    private final Judge judge = new Judge(tally, faults);
    private final TradeSummary made;

    JudgeTest() {
        trade(1, "100", "0.5");
        trade(2, "101", "0.25");
        tally.book(BTC, BOOK);
        made = tally.second(BTC, END);
    }

    @Test
    void aTrueClaimDiffersInNothing() {
        assertThat(judge.of(claim(true, true, made, BOOK))).isEqualTo(new Judgement(1, 1, 2, 2, 0, 0));
    }

    @Test
    void aClaimThatMissesATradeDiffersIfItSaysThatItHasAll() {
        TradeSummary one = without("101", "0.25");

        assertThat(judge.of(claim(true, true, one, BOOK))).isEqualTo(new Judgement(1, 1, 2, 1, 1, 0));
        assertThat(judge.of(claim(false, true, one, BOOK))).isEqualTo(new Judgement(1, 0, 2, 1, 1, 0));
        assertThat(judge.of(claim(false, false, one, BOOK))).isEqualTo(new Judgement(1, 0, 0, 0, 0, 0));
    }

    @Test
    void aClaimWithAnotherPriceOfAsManyTradesDiffers() {
        TradeSummary.Ohlc prices = new TradeSummary.Ohlc(
                new BigDecimal("100"), new BigDecimal("101"), new BigDecimal("99"), new BigDecimal("101"));
        TradeSummary other = new TradeSummary(2, made.volume(), made.value(), made.buyVolume(), prices);

        assertThat(judge.of(claim(true, true, other, BOOK)).differing()).isEqualTo(1);
    }

    @Test
    void aClaimToHaveSeenASecondWithoutItsLastBookIsStale() {
        assertThat(judge.of(claim(true, true, made, BOOK.minusMillis(1))).staleBooks())
                .isEqualTo(1);
        assertThat(judge.of(claim(true, true, made, null)).staleBooks()).isEqualTo(1);
        assertThat(judge.of(claim(false, true, made, null)).staleBooks()).isZero();
    }

    @Test
    void aBookThatNobodyGotIsMissedByNobody() {
        faults.lost(FrameType.ORDERBOOK, BTC, BOOK);
        faults.book(BTC, BOOK.plusMillis(100));

        assertThat(judge.of(claim(true, true, made, BOOK.minusMillis(100))).staleBooks())
                .isZero();
        assertThat(judge.of(next(BOOK.minusMillis(100))).staleBooks()).isZero();
        tally.book(BTC, BOOK.plusMillis(1500));
        Claim second = new Claim(BTC, END.plusSeconds(2), true, true, TradeSummary.NONE, BOOK.plusMillis(100));
        assertThat(judge.of(second).staleBooks()).isEqualTo(1);
    }

    @Test
    void aSecondTouchedByAFaultNeedNotBeComplete() {
        faults.cut(Set.of(BTC), END.plusSeconds(1), Duration.ZERO);
        faults.delivered(Set.of(BTC), END.plusSeconds(2));

        assertThat(judge.of(claim(false, false, made, BOOK)).outsideFaults()).isZero();
        assertThat(judge.of(next(BOOK)).outsideFaults()).isZero();
        Claim later = new Claim(BTC, END.plusSeconds(7), false, false, TradeSummary.NONE, BOOK);
        assertThat(judge.of(later)).isEqualTo(new Judgement(1, 0, 0, 0, 0, 0));
    }

    @Test
    void aSilentTickerTouchesNothingASilentTradeDoes() {
        faults.silenced(BTC, Set.of(FrameType.TICKER), END);
        assertThat(judge.of(claim(false, false, made, BOOK)).outsideFaults()).isEqualTo(1);

        faults.silenced(BTC, Set.of(FrameType.TRADE), END);
        assertThat(judge.of(claim(false, false, made, BOOK)).outsideFaults()).isZero();
    }

    @Test
    void addsUp() {
        Judgement sum = List.of(claim(true, true, made, BOOK), claim(false, false, TradeSummary.NONE, null)).stream()
                .map(judge::of)
                .reduce(Judgement.NONE, Judgement::plus);

        assertThat(sum).isEqualTo(new Judgement(2, 1, 2, 2, 0, 0));
    }

    private static Claim claim(boolean complete, boolean trades, TradeSummary summary, @Nullable Instant book) {
        return new Claim(BTC, END, complete, trades, summary, book);
    }

    private static Claim next(Instant book) {
        return new Claim(BTC, END.plusSeconds(1), true, true, TradeSummary.NONE, book);
    }

    private TradeSummary without(String price, String volume) {
        BigDecimal left = made.volume().subtract(new BigDecimal(volume));
        BigDecimal value = made.value().subtract(new BigDecimal(price).multiply(new BigDecimal(volume)));
        BigDecimal only = new BigDecimal("100");
        return new TradeSummary(1, left, value, left, new TradeSummary.Ohlc(only, only, only, only));
    }

    private void trade(long id, String price, String volume) {
        Trade trade =
                new Trade(BTC, END.minusMillis(500 - id), id, new BigDecimal(price), new BigDecimal(volume), Side.BID);
        tally.trade(new MadeTrade(trade, BigDecimal.TEN));
    }
}
