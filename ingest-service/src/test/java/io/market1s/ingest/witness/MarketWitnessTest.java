package io.market1s.ingest.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.data.Side;
import io.market1s.data.Trade;
import io.market1s.ingest.witness.Testimony.LastTrade;
import io.market1s.ingest.witness.Testimony.Source;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Promise 5 (honest): what a feed has not brought of a market is noticed, and nothing else is. */
class MarketWitnessTest {
    private static final String BTC = "KRW-BTC";
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");

    private final Asides asides = new Asides();
    private MarketWitness witness = new MarketWitness(BTC, T0, asides);
    private boolean books = true;
    private @Nullable Doubt doubt;

    @Test
    void doubtsAFeedThatBringsNoMoreTradesOfAMarketThatIsTraded() {
        witness.trade(trade(1, "2"));
        witness.hear(ticker(1, "2", "102"));
        examineUntil(9);
        assertThat(doubt).isNull();

        witness.hear(ticker(10, "3", "105"));
        examineUntil(12);
        assertThat(doubt).as("it may be under way").isNull();
        examineUntil(21);
        assertThat(doubt).isNotNull().satisfies(found -> {
            assertThat(found.kind()).isEqualTo(Doubt.Kind.TRADES);
            assertThat(found.source()).isEqualTo(Source.TICKER);
            assertThat(found.from()).as("both agreed once").isEqualTo(T0);
        });
    }

    @Test
    void doubtsSoonerWhenASecondTickerShowsTheSame() {
        witness.trade(trade(1, "2"));
        witness.hear(ticker(1, "2", "102"));
        examineUntil(9);
        witness.hear(ticker(10, "3", "105"));
        examineUntil(13);
        witness.hear(ticker(13, "3", "108"));
        examineUntil(15);
        assertThat(doubt).isNull();
        examineUntil(16);
        assertThat(doubt).isNotNull();
    }

    @Test
    void doubtsASingleTradeThatIsMissingAmongOthersByTheVolumeOfTheDay() {
        witness.trade(trade(1, "2"));
        witness.hear(ticker(1, "2", "102"));
        examineUntil(5);
        witness.trade(trade(6, "0.5"));
        witness.hear(ticker(6, "0.5", "103.5"));
        examineUntil(10);
        witness.trade(trade(11, "1"));
        witness.hear(ticker(11, "1", "104.5"));
        examineUntil(14);
        assertThat(doubt).isNotNull();
        assertThat(witness.unaccounted()).isEqualByComparingTo("1");
    }

    @Test
    void letsATradeComeLate() {
        witness.trade(trade(1, "2"));
        witness.hear(ticker(1, "2", "102"));
        examineUntil(9);
        witness.hear(ticker(10, "3", "105"));
        examineUntil(18);
        witness.trade(trade(10, "3"));
        examineUntil(40);
        assertThat(doubt).isNull();
    }

    @Test
    void doesNotBelieveOneTickerThatIsWrongAboutItsTime() {
        witness.trade(trade(1, "2"));
        witness.hear(ticker(1, "2", "102"));
        examineUntil(5);
        for (int late = -3_600; late <= 3_600; late += 7) {
            LastTrade forged = new LastTrade(at(5).plusSeconds(late), null, price(5), new BigDecimal("3"));
            witness = new MarketWitness(BTC, T0, asides);
            witness.trade(trade(1, "2"));
            witness.hear(ticker(1, "2", "102"));
            examineFrom(1, 5);
            witness.trade(trade(5, "3"));
            witness.hear(Testimony.ofTrades(Source.TICKER, BTC, at(5), at(5), forged, new BigDecimal("105")));
            examineFrom(5, 8);
            witness.trade(trade(9, "4"));
            witness.hear(ticker(9, "4", "109"));
            examineFrom(8, 60);
            assertThat(doubt).as("%s s off", late).isNull();
        }
    }

    @Test
    void doubtsATradeOfWhichOnlyAKeyFrameTells() {
        witness.trade(trade(1, "2"));
        witness.hear(keyFrame(1, "2"));
        examineUntil(30);
        assertThat(doubt).isNull();
        witness.hear(keyFrame(31, "1"));
        examineUntil(40);
        assertThat(doubt).isNull();
        examineUntil(41);
        assertThat(doubt).isNotNull();
    }

    @Test
    void knowsNothingOfTradesBeforeTheConnection() {
        witness.hear(keyFrame(-100, "1"));
        examineUntil(3);
        witness.hear(ticker(-100, "1", "5"));
        examineUntil(60);
        assertThat(doubt).isNull();
    }

    @Test
    void doubtsABookSubscriptionThatFellSilentBesideLivingTrades() {
        books = false;
        witness.book(at(1));
        witness.trade(trade(1, "1"));
        examineUntil(3);
        witness.trade(trade(7, "1"));
        examineUntil(10);
        assertThat(doubt).isNull();
        examineUntil(30);
        assertThat(doubt).isNotNull().satisfies(found -> {
            assertThat(found.kind()).isEqualTo(Doubt.Kind.BOOKS);
            assertThat(found.source()).isEqualTo(Source.TRADE);
        });
    }

    @Test
    void doubtsABookThatAKeyFrameShowsUntilItComes() {
        books = false;
        witness.book(at(1));
        witness.hear(Testimony.ofBook(Source.KEY_FRAME, BTC, at(10), at(8)));
        examineUntil(15);
        witness.book(at(8));
        examineUntil(60);
        assertThat(doubt).isNull();

        witness.hear(Testimony.ofBook(Source.KEY_FRAME, BTC, at(70), at(65)));
        examineFrom(70, 80);
        assertThat(doubt).isNotNull().satisfies(found -> assertThat(found.told().book())
                .isEqualTo(at(65)));
    }

    @Test
    void doesNotListenToAWitnessThatIsPutAside() {
        asides.put(Source.KEY_FRAME, BTC, T0);
        witness.hear(keyFrame(31, "1"));
        examineUntil(60);
        assertThat(doubt).isNull();
        assertThat(asides.count(at(60))).isEqualTo(1);
        witness.hear(keyFrame(3_600, "1"));
        examineFrom(3_600, 3_611);
        assertThat(doubt).isNotNull();
    }

    private void examineUntil(int second) {
        examineFrom(0, second);
    }

    private void examineFrom(int first, int last) {
        for (int second = first; second <= last; second++) {
            if (books) {
                witness.book(at(second));
            }
            doubt = witness.examine(at(second));
        }
    }

    private static Instant at(int second) {
        return T0.plusSeconds(second);
    }

    private static BigDecimal price(int second) {
        return BigDecimal.valueOf(1_000 + second);
    }

    private static Trade trade(int second, String volume) {
        return new Trade(BTC, at(second), second, price(second), new BigDecimal(volume), Side.BID);
    }

    private static Testimony ticker(int second, String volume, String dayVolume) {
        LastTrade last = new LastTrade(at(second), null, price(second), new BigDecimal(volume));
        Instant received = second < 0 ? T0 : at(second);
        return Testimony.ofTrades(Source.TICKER, BTC, received, at(second), last, new BigDecimal(dayVolume));
    }

    private static Testimony keyFrame(int second, String volume) {
        LastTrade last = new LastTrade(at(second), (long) second, price(second), new BigDecimal(volume));
        Instant received = second < 0 ? T0 : at(second);
        return Testimony.ofTrades(Source.KEY_FRAME, BTC, received, at(second), last, null);
    }
}
