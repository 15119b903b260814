package io.market1s.data;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class QuoteTest {
    private static final Instant TIME = Instant.parse("2026-02-16T13:56:29Z");

    @Test
    void showsTheBestLevelAndTheDepthOfEachSide() {
        Quote quote = quote(
                List.of(level("116538000", "0.06612366"), level("116537000", "0.01129382")),
                List.of(level("116539000", "0.02054761"), level("116542000", "0.0007772")));

        assertThat(quote)
                .isEqualTo(new Quote(
                        TIME,
                        new BigDecimal("116538000"),
                        new BigDecimal("0.06612366"),
                        new BigDecimal("116539000"),
                        new BigDecimal("0.02054761"),
                        new BigDecimal("0.07741748"),
                        new BigDecimal("0.02132481")));
    }

    /** Promise 3: money is decimal. A double would say 0.30000000000000004. */
    @Test
    void computesMidAndSpreadExactly() {
        Quote quote = quote(List.of(level("0.1", "1")), List.of(level("0.30000001", "1")));

        assertThat(quote.mid()).isEqualTo(new BigDecimal("0.200000005"));
        assertThat(quote.spread()).isEqualTo(new BigDecimal("0.20000001"));
    }

    @Test
    void writesMidAndSpreadInCanonicalForm() {
        Quote quote = quote(List.of(level("99.5", "1")), List.of(level("100.5", "1")));

        assertThat(quote.mid()).hasToString("100");
        assertThat(quote.spread()).hasToString("1");
    }

    @Test
    void hasNeitherMidNorSpreadIfASideIsEmpty() {
        Quote bidsOnly = quote(List.of(level("99", "2")), List.of());
        Quote asksOnly = quote(List.of(), List.of(level("101", "3")));

        assertThat(List.of(bidsOnly, asksOnly)).allSatisfy(quote -> {
            assertThat(quote.mid()).isNull();
            assertThat(quote.spread()).isNull();
        });
        assertThat(bidsOnly.bid()).isEqualTo(new BigDecimal("99"));
        assertThat(bidsOnly.ask()).isNull();
        assertThat(bidsOnly.askSize()).isNull();
        assertThat(bidsOnly.imbalance()).isEqualTo(1.0);
        assertThat(asksOnly.imbalance()).isEqualTo(-1.0);
    }

    @Test
    void saysNothingOfAnEmptyBookButItsTime() {
        Quote quote = quote(List.of(), List.of());

        assertThat(quote).isEqualTo(new Quote(TIME, null, null, null, null, BigDecimal.ZERO, BigDecimal.ZERO));
        assertThat(quote.mid()).isNull();
        assertThat(quote.imbalance()).isNull();
    }

    @Test
    void computesTheImbalanceOfTheWholeDepth() {
        Quote quote =
                quote(List.of(level("99", "1"), level("98", "2")), List.of(level("101", "0.5"), level("102", "0.5")));

        assertThat(quote.imbalance()).isEqualTo(0.5);
    }

    @Property
    void keepsTheImbalanceBetweenMinusOneAndOneAndMirrorsTheSides(
            @ForAll("sides") List<Level> bids, @ForAll("sides") List<Level> asks) {
        Double imbalance = quote(bids, asks).imbalance();
        Double mirrored = quote(asks, bids).imbalance();

        if (bids.isEmpty() && asks.isEmpty()) {
            assertThat(imbalance).isNull();
        } else {
            assertThat(imbalance).isBetween(-1.0, 1.0);
            assertThat(mirrored).isEqualTo(0.0 - requireNonNull(imbalance));
        }
    }

    @Provide
    Arbitrary<List<Level>> sides() {
        Arbitrary<BigDecimal> quantities = Arbitraries.bigDecimals()
                .between(new BigDecimal("0.00000001"), new BigDecimal("98765432109.12345678"))
                .ofScale(8);
        return Combinators.combine(quantities, quantities).as(Level::new).list().ofMaxSize(OrderBook.DEPTH);
    }

    private static Quote quote(List<Level> bids, List<Level> asks) {
        return Quote.of(new OrderBook("KRW-BTC", TIME, bids, asks));
    }

    private static Level level(String price, String size) {
        return new Level(new BigDecimal(price), new BigDecimal(size));
    }
}
