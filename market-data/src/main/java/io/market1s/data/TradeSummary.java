package io.market1s.data;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The trades of one second {@code [ts - 1 s, ts)}.
 *
 * @param count number of distinct trades
 * @param volume sum of volumes, base currency
 * @param value sum of price times volume, quote currency
 * @param buyVolume the part of volume in which the buyer took (side {@link Side#BID})
 * @param prices null when there was no trade
 */
public record TradeSummary(
        int count,
        BigDecimal volume,
        BigDecimal value,
        BigDecimal buyVolume,
        @Nullable Ohlc prices) {

    /** A second without trades. */
    public static final TradeSummary NONE =
            new TradeSummary(0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, null);

    /** First, highest, lowest and last price, first and last by (trade time, sequential id). */
    public record Ohlc(BigDecimal open, BigDecimal high, BigDecimal low, BigDecimal close) {}
}
