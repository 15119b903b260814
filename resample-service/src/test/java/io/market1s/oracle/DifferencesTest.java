package io.market1s.oracle;

import static io.market1s.oracle.Records.book;
import static io.market1s.oracle.Records.heartbeat;
import static io.market1s.oracle.Records.ms;
import static io.market1s.oracle.Records.trade;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DifferencesTest {
    private static final String BAR = """
            {"symbol":"KRW-BTC","ts":1771280701000,"mid":99.75,"bid":99.5,"ask":100,"spread":0.5,
            "bid_size":3,"ask_size":1,"imbalance_top5":0.5,"last_trade_price":98765432109.12345678,
            "last_trade_side":"BID","trade_count_1s":1,"trade_volume_1s":0.00000001,
            "trade_value_1s":987.6543210912345678,"buy_volume_1s":0.00000001,"open":98765432109.12345678,
            "high":98765432109.12345678,"low":98765432109.12345678,"close":98765432109.12345678,
            "book_count_1s":1,"book_age_ms":100,"complete":true,"trades_complete":true,"revision":3,"emitted_at":1771280701512}
            """;
    private static final OracleRow ROW = ActualRows.ofJson(BAR.getBytes(UTF_8));

    @Test
    void findsNoneInARowThatThePipelineSpellsOtherwise() {
        List<OracleRow> computed = new BruteForce(Duration.ofHours(6))
                .rows(
                        List.of(
                                heartbeat(1).build(),
                                book(900).bid("99.50", "3.0").ask("1E2", "1").build(),
                                trade(1, 500)
                                        .price("98765432109.12345678")
                                        .volume("1E-8")
                                        .build()),
                        List.of("KRW-BTC"),
                        ms(1000),
                        ms(1000));

        assertThat(Differences.between(computed, List.of(ROW))).isEmpty();
    }

    @Test
    void namesSymbolSecondColumnAndBothValues() {
        OracleRow other = ActualRows.ofJson(BAR.replace("\"open\":98765432109.12345678", "\"open\":null")
                .replace("\"imbalance_top5\":0.5", "\"imbalance_top5\":0.5000000000000001")
                .replace("\"complete\":true", "\"complete\":false")
                .getBytes(UTF_8));

        assertThat(Differences.between(List.of(ROW), List.of(other)))
                .containsExactly(
                        "KRW-BTC 2026-02-16T22:25:01Z imbalance_top5: expected 0.5, was 0.5000000000000001",
                        "KRW-BTC 2026-02-16T22:25:01Z open: expected 98765432109.12345678, was null",
                        "KRW-BTC 2026-02-16T22:25:01Z complete: expected true, was false");
    }

    @Test
    void namesRowsThatAreMissingUnexpectedOrTwice() {
        OracleRow later = ROW.playedLaterBy(Duration.ofSeconds(1));
        OracleRow latest = ROW.playedLaterBy(Duration.ofSeconds(2));

        assertThat(Differences.between(List.of(ROW, later), List.of(later, later, latest)))
                .containsExactlyInAnyOrder(
                        "KRW-BTC 2026-02-16T22:25:02Z: row twice in actual",
                        "KRW-BTC 2026-02-16T22:25:01Z: row missing",
                        "KRW-BTC 2026-02-16T22:25:03Z: row unexpected");
    }

    @Test
    void readsNullsOfARowOfWhichNothingIsKnown() {
        OracleRow empty = ActualRows.ofJson("""
            {"symbol":"KRW-BTC","ts":1771280701000,"mid":null,"bid":null,"ask":null,"spread":null,
            "bid_size":null,"ask_size":null,"imbalance_top5":null,"last_trade_price":null,
            "last_trade_side":null,"trade_count_1s":0,"trade_volume_1s":0,"trade_value_1s":0,
            "buy_volume_1s":0,"open":null,"high":null,"low":null,"close":null,"book_count_1s":0,
            "book_age_ms":null,"complete":true,"trades_complete":true,"revision":0,"emitted_at":1771280701512}
            """.getBytes(UTF_8));

        assertThat(Differences.between(
                        new BruteForce(Duration.ofHours(6))
                                .rows(List.of(heartbeat(1).build()), List.of("KRW-BTC"), ms(1000), ms(1000)),
                        List.of(empty)))
                .isEmpty();
    }
}
