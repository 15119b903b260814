package io.market1s.data.upbit;

import static io.market1s.data.upbit.Frames.book;
import static io.market1s.data.upbit.Frames.unit;
import static io.market1s.data.upbit.Frames.units;
import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.data.Level;
import io.market1s.data.OrderBook;
import io.market1s.data.json.MalformedException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BookFrameTest {
    private final UpbitParser parser = new UpbitParser();

    @Test
    void readsTheLevelsOfBothSidesBestFirst() throws MalformedException {
        assertThat(parser.frame(book().bytes()))
                .isEqualTo(new Frame.Market(
                        new OrderBook(
                                "KRW-BTC",
                                Instant.ofEpochMilli(1790134743006L),
                                List.of(level("116538000", "0.06612366"), level("116537000", "0.01129382")),
                                List.of(level("116539000", "0.02054761"), level("116542000", "0.0007772"))),
                        Instant.ofEpochMilli(1790134743006L),
                        Frame.Stream.REALTIME));
    }

    @Test
    void readsTheKeysInAnyOrder() throws MalformedException {
        assertThat(parser.frame(book().reversed().bytes())).isEqualTo(parser.frame(book().bytes()));
    }

    @Test
    void cutsATimeInMicrosecondsToMilliseconds() throws MalformedException {
        byte[] micros = book().with("timestamp", "1790134743006999").bytes();

        assertThat(parser.frame(micros)).isEqualTo(parser.frame(book().bytes()));
    }

    @Test
    void readsFiveLevelsOfThirtyAndIgnoresTheRest() throws MalformedException {
        String[] thirty = IntStream.range(0, 30)
                .mapToObj(i -> unit("" + (100 + i), "1", "" + (99 - i), "2"))
                .toArray(String[]::new);

        OrderBook read = read(thirty);

        assertThat(read.asks()).extracting(Level::price).isEqualTo(decimals("100", "101", "102", "103", "104"));
        assertThat(read.bids()).extracting(Level::price).isEqualTo(decimals("99", "98", "97", "96", "95"));
    }

    /** Thin books are padded with levels of price 0 and size 0, on one side or on both. */
    @Test
    void dropsLevelsThatArePadding() throws MalformedException {
        OrderBook read = read(
                unit("100", "1", "99", "2"),
                unit("0", "0", "98", "3"),
                unit("0.0", "5", "97", "0.00000000"),
                unit("101", "1", "96", "4"),
                unit("0", "0", "0", "0"));

        assertThat(read.asks()).containsExactly(level("100", "1"), level("101", "1"));
        assertThat(read.bids()).containsExactly(level("99", "2"), level("98", "3"), level("96", "4"));
    }

    @Test
    void looksBehindPaddingForTheFifthLevel() throws MalformedException {
        String[] units = IntStream.range(0, 12)
                .mapToObj(i -> i % 2 == 0 ? unit("" + (100 + i), "1", "" + (99 - i), "2") : unit("0", "0", "0", "0"))
                .toArray(String[]::new);

        assertThat(read(units).asks()).extracting(Level::price).isEqualTo(decimals("100", "102", "104", "106", "108"));
    }

    @Test
    void readsABookOfOneSideAndABookOfNone() throws MalformedException {
        assertThat(read(unit("0", "0", "99", "2")).asks()).isEmpty();
        assertThat(read(unit("0", "0", "99", "2")).bids()).hasSize(1);
        assertThat(read().bids()).isEmpty();
        assertThat(read().asks()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"type", "code", "timestamp", "orderbook_units"})
    void refusesABookWithoutAFieldThatItNeedsOrWithTwo(String field) {
        assertThat(book().without(field).refusal()).isEqualTo("missing " + field);
        assertThat(Frames.refusal(book().textWithAgain(field))).isEqualTo("twice " + field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "{}; bad orderbook_units",
                "1; bad orderbook_units",
                "[1]; bad orderbook_units",
                "[null]; bad orderbook_units",
                "[[]]; bad orderbook_units",
                "[{}]; incomplete orderbook_units",
                "[{\"ask_price\":1,\"bid_price\":1,\"ask_size\":1}]; incomplete orderbook_units",
                "[{\"ask_price\":1,\"ask_price\":1,\"bid_price\":1,\"ask_size\":1,\"bid_size\":1}]; twice ask_price",
                "[{\"ask_price\":null,\"bid_price\":1,\"ask_size\":1,\"bid_size\":1}]; bad ask_price",
                "[{\"ask_price\":\"1\",\"bid_price\":1,\"ask_size\":1,\"bid_size\":1}]; bad ask_price",
                "[{\"ask_price\":{},\"bid_price\":1,\"ask_size\":1,\"bid_size\":1}]; bad ask_price",
                "[{\"ask_price\":-1,\"bid_price\":1,\"ask_size\":1,\"bid_size\":1}]; bad orderbook_units",
                "[{\"ask_price\":1,\"bid_price\":1,\"ask_size\":-1,\"bid_size\":1}]; bad orderbook_units",
                "[{\"ask_price\":1,\"bid_price\":1,\"ask_size\":1e999999999,\"bid_size\":1}]; bad ask_size"
            })
    void refusesLevelsThatAreNotWhatTheyHaveToBe(String units, String reason) {
        assertThat(book().with("orderbook_units", units).refusal()).isEqualTo(reason);
    }

    @Test
    void refusesLevelsThatAreNotBestFirst() {
        String risingBids = units(unit("100", "1", "98", "1"), unit("101", "1", "99", "1"));
        String fallingAsks = units(unit("101", "1", "99", "1"), unit("100", "1", "98", "1"));
        String equalAsks = units(unit("100", "1", "99", "1"), unit("1E2", "1", "98", "1"));

        assertThat(List.of(risingBids, fallingAsks, equalAsks)).allSatisfy(units -> assertThat(
                        book().with("orderbook_units", units).refusal())
                .isEqualTo("bad order of orderbook_units"));
    }

    private OrderBook read(String... units) throws MalformedException {
        return (OrderBook)
                parser.event(book().with("orderbook_units", units(units)).bytes());
    }

    private static Level level(String price, String size) {
        return new Level(new BigDecimal(price), new BigDecimal(size));
    }

    private static List<BigDecimal> decimals(String... texts) {
        return List.of(texts).stream().map(BigDecimal::new).toList();
    }
}
