package io.market1s.local.candle;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The trades of one second.
 *
 * @param volume in the base currency
 * @param value in the quote currency
 */
public record Candle(
        BigDecimal open, BigDecimal high, BigDecimal low, BigDecimal close, BigDecimal volume, BigDecimal value) {

    /** The exchange may have rounded its sums: they count as equal up to this part of them. */
    private static final BigDecimal ROUNDING = new BigDecimal("1e-12");

    /** What differs from the exchange's candle: {@code name: ours …, exchange …}. */
    List<String> differencesFrom(Candle exchange) {
        List<String> differences = new ArrayList<>();
        compare("open", open, exchange.open, BigDecimal.ZERO, differences);
        compare("high", high, exchange.high, BigDecimal.ZERO, differences);
        compare("low", low, exchange.low, BigDecimal.ZERO, differences);
        compare("close", close, exchange.close, BigDecimal.ZERO, differences);
        compare("volume", volume, exchange.volume, ROUNDING, differences);
        compare("value", value, exchange.value, ROUNDING, differences);
        return differences;
    }

    private static void compare(
            String name, BigDecimal ours, BigDecimal exchange, BigDecimal rounding, List<String> differences) {
        BigDecimal apart = ours.subtract(exchange).abs();
        if (apart.compareTo(exchange.abs().multiply(rounding)) > 0) {
            differences.add(name + ": ours " + ours.toPlainString() + ", exchange " + exchange.toPlainString());
        }
    }
}
