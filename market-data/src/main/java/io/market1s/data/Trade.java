package io.market1s.data;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * One execution. A trade is identified by (symbol, sequentialId); the id is unique within its market only and says
 * nothing about order.
 *
 * @param time {@code trade_timestamp}: the execution, not when the frame about it was made
 * @param sequentialId Upbit's {@code sequential_id}; 17 digits, more than a double holds
 * @param price in the quote currency, canonical (see {@link Decimals})
 * @param volume in the base currency, canonical
 * @param side the taker's
 */
public record Trade(String symbol, Instant time, long sequentialId, BigDecimal price, BigDecimal volume, Side side)
        implements MarketEvent {}
