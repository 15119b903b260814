package io.market1s.dashboard.table;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the page needs of a symbol's newest row.
 *
 * @param lastTradePrice with the digits that the database keeps; null until the first trade
 */
public record Newest(String symbol, Instant ts, @Nullable String lastTradePrice, boolean complete) {}
