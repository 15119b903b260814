package io.market1s.oracle;

import static io.market1s.oracle.Records.book;
import static io.market1s.oracle.Records.filled;
import static io.market1s.oracle.Records.heartbeat;
import static io.market1s.oracle.Records.ms;
import static io.market1s.oracle.Records.trade;
import static io.market1s.oracle.Records.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Cases small enough to be computed by hand; times are milliseconds after a whole second. */
class BruteForceTest {
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(3);

    @Test
    void describesAWholeSecondByHand() {
        OracleRow row = only(rows(
                1,
                1,
                heartbeat(1),
                book(100).bid("99", "1").bid("98", "2").ask("101", "0.5").ask("102", "0.5"),
                book(900).bid("99.5", "3").ask("100", "1"),
                trade(1, 200).price("100").volume("0.1").side("BID"),
                trade(2, 300).price("102").volume("0.2").side("ASK"),
                trade(3, 999).price("99").volume("0.3").side("BID")));

        assertThat(Differences.between(
                        List.of(new OracleRow(
                                "KRW-BTC",
                                ms(1000),
                                decimal("99.75"),
                                decimal("99.5"),
                                decimal("100"),
                                decimal("0.5"),
                                decimal("3"),
                                decimal("1"),
                                0.5,
                                decimal("99"),
                                "BID",
                                3,
                                decimal("0.6"),
                                decimal("60.1"),
                                decimal("0.4"),
                                decimal("100"),
                                decimal("102"),
                                decimal("99"),
                                decimal("99"),
                                2,
                                100L,
                                true,
                                true)),
                        List.of(row)))
                .isEmpty();
    }

    @Test
    void carriesBookAndTradeThroughAnEmptySecond() {
        List<OracleRow> rows = rows(
                1,
                2,
                heartbeat(1),
                heartbeat(2),
                book(100).bid("99", "1"),
                trade(1, 200).price("100"));

        OracleRow empty = rows.get(1);
        assertThat(empty.bid()).isEqualByComparingTo("99");
        assertThat(empty.bookAgeMs()).isEqualTo(1900);
        assertThat(empty.bookCount1s()).isZero();
        assertThat(empty.lastTradePrice()).isEqualByComparingTo("100");
        assertThat(empty.tradeCount1s()).isZero();
        assertThat(empty.tradeVolume1s()).isEqualByComparingTo("0");
        assertThat(empty.open()).isNull();
        assertThat(empty.high()).isNull();
    }

    @Test
    void knowsNothingBeforeTheFirstBookAndTheFirstTrade() {
        OracleRow row = only(rows(1, 1, heartbeat(1)));

        assertThat(row.bookAgeMs()).isNull();
        assertThat(row.imbalanceTop5()).isNull();
        assertThat(row.lastTradePrice()).isNull();
        assertThat(row.lastTradeSide()).isNull();
    }

    @Test
    void putsTheEdgeOfASecondIntoTheNext() {
        List<OracleRow> rows = rows(
                1,
                2,
                heartbeat(1),
                heartbeat(2),
                trade(1, 999).price("1"),
                trade(2, 1000).price("2"),
                book(999).bid("3", "1"),
                book(1000).bid("4", "1"));

        assertThat(rows.get(0).close()).isEqualByComparingTo("1");
        assertThat(rows.get(0).bid()).isEqualByComparingTo("3");
        assertThat(rows.get(0).bookAgeMs()).isEqualTo(1);
        assertThat(rows.get(1).open()).isEqualByComparingTo("2");
        assertThat(rows.get(1).bid()).isEqualByComparingTo("4");
        assertThat(rows.get(1).bookAgeMs()).isEqualTo(1000);
    }

    @Test
    void hasRowsFromTheFirstCoveredSecondUntilTheKeepAliveEnds() {
        List<OracleRow> rows = rows(1, 12, heartbeat(3), heartbeat(9), trade(1, 100));

        assertThat(rows.stream().map(row -> row.ts().getEpochSecond() - ms(0).getEpochSecond()))
                .containsExactly(3L, 4L, 5L, 9L, 10L, 11L);
    }

    @Test
    void isCompleteIfOneFeedCoveredTheSecondAndTheNext() {
        List<OracleRow> rows = rows(
                1,
                5,
                heartbeat(1).feed("a"),
                heartbeat(2).feed("a"),
                heartbeat(3).feed("b"),
                heartbeat(4).feed("b"),
                heartbeat(5).feed("c"));

        // 2 s: a covered it, but not what follows; b what follows, but not it. The last closed second needs no next.
        assertThat(rows.stream().map(OracleRow::complete)).containsExactly(true, false, true, false, true);
    }

    @Test
    void takesCompleteFromEverySecondThatAWithdrawalTouchesAndFromTheOneBefore() {
        List<OracleRow> rows = rows(
                1,
                6,
                heartbeat(1),
                heartbeat(2),
                heartbeat(3),
                withdrawn("a/1", 2999, 4001),
                heartbeat(4),
                heartbeat(5),
                heartbeat(6));

        // 3 s, 4 s and 5 s are touched; 2 s lacks the second after it.
        assertThat(rows.stream().map(OracleRow::complete)).containsExactly(true, false, false, false, false, true);
    }

    @Test
    void leavesASecondCompleteThatAnotherFeedCovered() {
        List<OracleRow> rows = rows(
                1,
                3,
                heartbeat(1),
                heartbeat(2),
                heartbeat(3),
                heartbeat(2).feed("b/1"),
                heartbeat(3).feed("b/1"),
                withdrawn("a/1", 0, 3000));

        assertThat(rows.stream().map(OracleRow::complete)).containsExactly(false, true, true);
        assertThat(rows.stream().map(OracleRow::tradesComplete)).containsExactly(false, true, true);
    }

    @Test
    void hasAllTradesOfASecondThatIsCompleteOrThatFilledRangesHoldTogether() {
        List<OracleRow> rows =
                rows(1, 5, heartbeat(1), heartbeat(2), filled(1000, 2400), filled(2400, 3000), filled(3001, 4000));

        assertThat(rows.stream().map(OracleRow::complete)).containsExactly(true, false, false, false, false);
        assertThat(rows.stream().map(OracleRow::tradesComplete)).containsExactly(true, true, true, false, false);
    }

    @Test
    void hasRowsOfAFilledRangeAndOfTheKeepAliveAfterIt() {
        List<OracleRow> rows = rows(1, 12, filled(1500, 4400));

        assertThat(rows.stream().map(row -> row.ts().getEpochSecond() - ms(0).getEpochSecond()))
                .containsExactly(3L, 4L, 5L, 6L);
        assertThat(rows.stream().map(OracleRow::tradesComplete)).containsExactly(true, true, false, false);
    }

    @Test
    void keepsTheRowsOfSecondsThatAreWithdrawn() {
        assertThat(rows(1, 9, heartbeat(1), withdrawn("a/1", 0, 9000))).hasSize(3);
    }

    @Test
    void fillsNothingThatIsOlderThanTheHorizon() {
        List<OracleRow> rows = rows(1, 4, filled(0, 4000).received(600_000 + 1500));

        assertThat(rows.stream().map(row -> row.ts().getEpochSecond() - ms(0).getEpochSecond()))
                .containsExactly(3L, 4L);
    }

    @Test
    void ordersTradesByTimeThenIdAndCountsEachOnce() {
        OracleRow row = only(rows(
                1,
                1,
                heartbeat(1),
                trade(9, 500).price("5"),
                trade(2, 500).price("4"),
                trade(7, 100).price("3"),
                trade(7, 100).price("3"),
                trade(9, 500).price("5")));

        assertThat(row.tradeCount1s()).isEqualTo(3);
        assertThat(row.open()).isEqualByComparingTo("3");
        assertThat(row.close()).isEqualByComparingTo("5");
    }

    @Test
    void countsTheLeastOfCopiesThatDiffer() {
        List<OracleRow> rows = rows(
                1,
                2,
                heartbeat(1),
                heartbeat(2),
                trade(1, 1500).price("1"),
                trade(1, 500).price("3").volume("2"),
                trade(1, 500).price("3").volume("1").side("ASK"),
                trade(1, 500).price("3").volume("1").side("BID"),
                trade(1, 500).price("4").volume("1"));

        assertThat(rows.get(0).tradeCount1s()).isEqualTo(1);
        assertThat(rows.get(0).close()).isEqualByComparingTo("3");
        assertThat(rows.get(0).tradeVolume1s()).isEqualByComparingTo("1");
        assertThat(rows.get(0).buyVolume1s()).isEqualByComparingTo("1");
        assertThat(rows.get(1).tradeCount1s()).isZero();
        assertThat(rows.get(1).lastTradePrice()).isEqualByComparingTo("3");
    }

    @Test
    void keepsTheSameIdOfTwoMarketsApart() {
        List<RawRecord> records = records(
                heartbeat(1),
                heartbeat(1).symbol("KRW-ETH"),
                trade(1, 100).price("5"),
                trade(1, 100).symbol("KRW-ETH").price("7"));

        List<OracleRow> rows =
                new BruteForce(KEEP_ALIVE).rows(records, List.of("KRW-BTC", "KRW-ETH"), ms(1000), ms(1000));

        assertThat(rows).extracting(OracleRow::tradeCount1s).containsExactly(1, 1);
        assertThat(rows.get(1).close()).isEqualByComparingTo("7");
    }

    @Test
    void countsALateTradeNowhereButCarriesItFromWhenItCame() {
        List<OracleRow> rows = rows(
                1,
                3,
                heartbeat(1),
                heartbeat(2),
                heartbeat(3),
                trade(1, 100).price("5"),
                trade(2, 200).price("6").late(2500));

        assertThat(rows.stream().map(OracleRow::tradeCount1s)).containsExactly(1, 0, 0);
        assertThat(rows.get(1).lastTradePrice()).isEqualByComparingTo("5");
        assertThat(rows.get(2).lastTradePrice()).isEqualByComparingTo("6");
    }

    @Test
    void neverLetsALateEventBeatANewerOne() {
        OracleRow row = rows(
                        1,
                        3,
                        heartbeat(1),
                        trade(1, 300).price("5"),
                        trade(2, 200).price("6").late(2500),
                        book(300).bid("7", "1"),
                        book(200).bid("8", "1").late(2500))
                .get(2);

        assertThat(row.lastTradePrice()).isEqualByComparingTo("5");
        assertThat(row.bid()).isEqualByComparingTo("7");
    }

    @Test
    void countsATradeOfWhichOneCopyCameInTime() {
        OracleRow row = rows(
                        1,
                        3,
                        heartbeat(1),
                        trade(1, 100).price("5"),
                        trade(1, 100).price("5").late(2500))
                .get(0);

        assertThat(row.tradeCount1s()).isEqualTo(1);
    }

    @Test
    void agesALateBookByItsOwnTime() {
        OracleRow row =
                rows(1, 3, heartbeat(1), book(200).bid("8", "1").late(2500)).get(2);

        assertThat(row.bookAgeMs()).isEqualTo(2800);
        assertThat(row.bookCount1s()).isZero();
    }

    @Test
    void breaksATieOfBooksOnTheLevelsAndCountsTheirTimeOnce() {
        OracleRow row = only(rows(
                1,
                1,
                heartbeat(1),
                book(500).ask("100", "1"),
                book(500).bid("99", "1").ask("100", "1"),
                book(500).bid("99", "1").ask("100", "2"),
                book(500).bid("99", "1").bid("98", "1").ask("100", "2"),
                book(499).bid("99.9", "9")));

        assertThat(row.bid()).isEqualByComparingTo("99");
        assertThat(row.askSize()).isEqualByComparingTo("2");
        assertThat(row.imbalanceTop5()).isEqualTo(0.0);
        assertThat(row.bookCount1s()).isEqualTo(2);
    }

    @Test
    void dropsPaddingAndLooksFiveLevelsDeep() {
        OracleRow row = only(rows(
                1,
                1,
                heartbeat(1),
                book(500)
                        .bid("0", "0")
                        .bid("99", "1")
                        .bid("98", "1")
                        .bid("97", "1")
                        .bid("96", "1")
                        .bid("95", "1")
                        .bid("94", "100")
                        .ask("0", "0")));

        assertThat(row.bid()).isEqualByComparingTo("99");
        assertThat(row.ask()).isNull();
        assertThat(row.mid()).isNull();
        assertThat(row.spread()).isNull();
        assertThat(row.imbalanceTop5()).isEqualTo(1.0);
    }

    @Test
    void takesATimeOver1e14ForMicroseconds() {
        OracleRow row = only(rows(1, 1, heartbeat(1), book(500).bid("99", "1").inMicroseconds()));

        assertThat(row.bookAgeMs()).isEqualTo(500);
    }

    @Test
    void readsRestTradesAndExponents() {
        String rest = """
                {"market":"KRW-BTC","timestamp":%d,"trade_price":1.16539E8,"trade_volume":7.9276E-4,
                "ask_bid":"ASK","sequential_id":17853950437790001}""".formatted(ms(500).toEpochMilli());
        List<RawRecord> records = Stream.concat(
                        records(heartbeat(1)).stream(),
                        Stream.of(new RawRecord(RawRecord.TRADE, "KRW-BTC", rest, ms(500), ms(600))))
                .toList();

        OracleRow row = only(new BruteForce(KEEP_ALIVE).rows(records, Set.of("KRW-BTC"), ms(1000), ms(1000)));

        assertThat(row.close()).isEqualByComparingTo("116539000");
        assertThat(row.tradeVolume1s()).isEqualByComparingTo("0.00079276");
        assertThat(row.buyVolume1s()).isEqualByComparingTo("0");
    }

    private static List<OracleRow> rows(int first, int last, Records.Builder... builders) {
        Instant from = ms(first * 1000L);
        return new BruteForce(KEEP_ALIVE).rows(records(builders), List.of("KRW-BTC"), from, ms(last * 1000L));
    }

    private static List<RawRecord> records(Records.Builder... builders) {
        return Stream.of(builders).map(Records.Builder::build).toList();
    }

    private static OracleRow only(List<OracleRow> rows) {
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }
}
