package io.market1s.resample.bar;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;

import io.market1s.data.Quote;
import io.market1s.data.Trade;
import java.math.BigDecimal;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The orders by which "the last" and "the one that counts" are chosen; none of them knows when something arrived. */
final class EventOrder {
    /** Among differing copies of one trade the least counts. */
    static final Comparator<Trade> COPIES = comparing(Trade::time)
            .thenComparing(Trade::price)
            .thenComparing(Trade::volume)
            .thenComparing(Trade::side);

    /** Trades of a market; of copies that differ, the one that counts is the greater. */
    static final Comparator<Trade> TRADES =
            comparing(Trade::time).thenComparingLong(Trade::sequentialId).thenComparing(COPIES.reversed());

    private static final Comparator<@Nullable BigDecimal> NUMBERS = nullsFirst(naturalOrder());

    /** Books of a market; equal times are told apart by what the bar shows of the levels. */
    static final Comparator<Quote> QUOTES = comparing(Quote::time)
            .thenComparing(Quote::bid, NUMBERS)
            .thenComparing(Quote::bidSize, NUMBERS)
            .thenComparing(Quote::ask, NUMBERS)
            .thenComparing(Quote::askSize, NUMBERS)
            .thenComparing(Quote::bidDepth)
            .thenComparing(Quote::askDepth);

    private EventOrder() {}

    /** The later of two, where null is "none". */
    static <T> @Nullable T last(Comparator<T> order, @Nullable T one, @Nullable T other) {
        if (one == null) {
            return other;
        }
        return other == null || order.compare(one, other) >= 0 ? one : other;
    }
}
