package io.market1s.data;

import java.math.BigDecimal;

/**
 * One price level of a book; both numbers are positive and canonical.
 *
 * @param price in the quote currency
 * @param size in the base currency
 */
public record Level(BigDecimal price, BigDecimal size) {}
