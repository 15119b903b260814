package io.market1s.ingest.feed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.ingest.exchange.Received;
import io.market1s.ingest.feed.FrameCheck.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Promise 3: real frames, spoilt in any way, are used or refused for one of few reasons; nothing else comes of them. */
class FrameFuzzTest {
    private static final Instant NOW = Instant.parse("2026-09-23T04:00:00Z");

    /** A trade and a book as they came from the exchange, the book's levels but two cut off, and a ticker of its documentation. */
    private static final List<String> REAL = List.of(
            "{\"type\":\"trade\",\"code\":\"KRW-BTC\",\"timestamp\":1785395043831,\"trade_date\":\"2026-07-30\",\"trade_time\":\"0"
                    + "7:04:03\",\"trade_timestamp\":1785395043779,\"trade_price\":91361000.0,\"trade_volume\":0.01275549,\"ask_bid"
                    + "\":\"ASK\",\"prev_closing_price\":91424000.0,\"change\":\"FALL\",\"change_price\":63000.0,\"sequential_id\":17853"
                    + "950437790001,\"best_ask_price\":91370000,\"best_ask_size\":0.0070459,\"best_bid_price\":91361000,\"best_bid"
                    + "_size\":0.00196362,\"stream_type\":\"REALTIME\"}",
            "{\"type\":\"orderbook\",\"code\":\"KRW-BTC\",\"timestamp\":1790134743006,\"total_ask_size\":1.83604250,\"total_bi"
                    + "d_size\":1.62306717,\"orderbook_units\":[{\"ask_price\":1.16539E8,\"bid_price\":1.16538E8,\"ask_size\":0.0205"
                    + "4761,\"bid_size\":0.06612366},{\"ask_price\":1.16542E8,\"bid_price\":1.16537E8,\"ask_size\":0.00077720,\"bid_"
                    + "size\":0.01129382}],\"stream_type\":\"REALTIME\",\"level\":0}",
            "{\"type\":\"ticker\",\"code\":\"KRW-BTC\",\"opening_price\":31883000,\"high_price\":32310000,\"low_price\":3185500"
                    + "0,\"trade_price\":32287000,\"prev_closing_price\":31883000.00000000,\"acc_trade_price\":78039261076.512410"
                    + "00,\"change\":\"RISE\",\"change_price\":404000.00000000,\"signed_change_price\":404000.00000000,\"change_rate"
                    + "\":0.0126713295,\"signed_change_rate\":0.0126713295,\"ask_bid\":\"ASK\",\"trade_volume\":0.03103806,\"acc_trad"
                    + "e_volume\":2429.58834336,\"trade_date\":\"20230221\",\"trade_time\":\"074102\",\"trade_timestamp\":167696526213"
                    + "9,\"acc_ask_volume\":1146.25573608,\"acc_bid_volume\":1283.33260728,\"highest_52_week_price\":57678000.000"
                    + "00000,\"highest_52_week_date\":\"2022-03-28\",\"lowest_52_week_price\":20700000.00000000,\"lowest_52_week_d"
                    + "ate\":\"2022-12-30\",\"market_state\":\"ACTIVE\",\"is_trading_suspended\":false,\"delisting_date\":null,\"market"
                    + "_warning\":\"NONE\",\"timestamp\":1676965262177,\"acc_trade_price_24h\":228827082483.70729000,\"acc_trade_vo"
                    + "lume_24h\":7158.80283560,\"stream_type\":\"REALTIME\"}");

    private static final List<String> SPLINTERS = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ",",
            ":",
            "null",
            "NaN",
            "-",
            "1e999999999",
            "9".repeat(1000),
            "{\"a\":".repeat(500),
            "\"KRW-BTC\"",
            "\"trade\"",
            "\"timestamp\":1,",
            "\u00c3(",
            "\0",
            "");

    private final FrameCheck check = new FrameCheck();

    @Property(tries = 5_000)
    void isUsedOrRefusedForAKnownReason(@ForAll("spoilt") String frame) {
        Verdict verdict = check.judge(new Received(frame.getBytes(ISO_8859_1), NOW, 0, true), Set.of("KRW-BTC"), NOW);
        if (verdict instanceof Verdict.Unusable unusable) {
            // Few enough to be counted one by one: fields that are read, and no bytes of the frame.
            assertThat(unusable.reason())
                    .matches("empty|too large|not UTF-8|not a JSON object|not whole JSON|more than one JSON value"
                            + "|unknown type|unknown value of ask_bid|incomplete orderbook_units"
                            + "|bad order of orderbook_units|(bad|missing|twice) [a-z_]{2,20}");
        } else if (verdict instanceof Verdict.Usable usable) {
            assertThat(usable.frame().event().symbol()).isEqualTo("KRW-BTC");
            assertThat(usable.frame().timestamp()).isBeforeOrEqualTo(NOW.plusSeconds(60));
        }
    }

    /** Bytes as the characters of ISO 8859-1, which are the same numbers. */
    @Provide
    Arbitrary<String> spoilt() {
        Arbitrary<Spoiling> spoiling = Combinators.combine(
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.oneOf(
                                Arbitraries.of(SPLINTERS),
                                Arbitraries.strings()
                                        .withCharRange('\0', '\u00ff')
                                        .ofMaxLength(3)))
                .as(Spoiling::new);
        return Combinators.combine(Arbitraries.of(REAL), spoiling.list().ofMaxSize(4))
                .as((frame, spoilings) -> {
                    String spoilt = frame;
                    for (Spoiling each : spoilings) {
                        spoilt = each.applyTo(spoilt);
                    }
                    return spoilt;
                });
    }

    /** Puts the splinter at a relative position in place of so many characters. */
    private record Spoiling(double at, int length, String splinter) {
        String applyTo(String frame) {
            int from = (int) (at * frame.length());
            return new StringBuilder(frame)
                    .replace(from, Math.min(frame.length(), from + length), splinter)
                    .toString();
        }
    }
}
