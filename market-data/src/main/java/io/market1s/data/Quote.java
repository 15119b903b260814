package io.market1s.data;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a bar says of a book. A side that is empty has neither price nor size.
 *
 * @param time event time of the book
 * @param bid best bid
 * @param bidSize size at the best bid
 * @param ask best ask
 * @param askSize size at the best ask
 * @param bidDepth sum of the sizes of the best five bids; 0 for an empty side
 * @param askDepth sum of the sizes of the best five asks; 0 for an empty side
 */
public record Quote(
        Instant time,
        @Nullable BigDecimal bid,
        @Nullable BigDecimal bidSize,
        @Nullable BigDecimal ask,
        @Nullable BigDecimal askSize,
        BigDecimal bidDepth,
        BigDecimal askDepth) {

    private static final BigDecimal HALF = new BigDecimal("0.5");

    /** The quote that a book shows. */
    public static Quote of(OrderBook book) {
        Level bid = best(book.bids());
        Level ask = best(book.asks());
        return new Quote(
                book.time(),
                bid == null ? null : bid.price(),
                bid == null ? null : bid.size(),
                ask == null ? null : ask.price(),
                ask == null ? null : ask.size(),
                depth(book.bids()),
                depth(book.asks()));
    }

    /** (bid + ask) / 2, exact; null if a side is empty. */
    public @Nullable BigDecimal mid() {
        return bid == null || ask == null
                ? null
                : Decimals.canonical(bid.add(ask).multiply(HALF));
    }

    /** ask - bid; null if a side is empty. */
    public @Nullable BigDecimal spread() {
        return bid == null || ask == null ? null : Decimals.canonical(ask.subtract(bid));
    }

    /**
     * (bidDepth - askDepth) / (bidDepth + askDepth), in [-1, 1]; null if both sides are empty. The quotient of exact
     * decimals, rounded once to 34 digits and once to a double.
     */
    public @Nullable Double imbalance() {
        BigDecimal sum = bidDepth.add(askDepth);
        if (sum.signum() == 0) {
            return null;
        }
        return bidDepth.subtract(askDepth).divide(sum, MathContext.DECIMAL128).doubleValue();
    }

    private static @Nullable Level best(List<Level> side) {
        return side.isEmpty() ? null : side.get(0);
    }

    private static BigDecimal depth(List<Level> side) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Level level : side) {
            sum = sum.add(level.size());
        }
        return Decimals.canonical(sum);
    }
}
