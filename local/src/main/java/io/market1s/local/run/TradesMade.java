package io.market1s.local.run;

import io.market1s.local.report.RowRange;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts the trades that the exchange made, again and again while a run goes on, because the exchange forgets old trades.
 * Not thread-safe.
 */
final class TradesMade {
    /** Younger seconds may still change. */
    private static final Duration SETTLED_AFTER = Duration.ofHours(1);

    private final RunExchange exchange;
    private final Map<String, Instant> settledTo = new HashMap<>();
    private final Map<String, Long> settled = new HashMap<>();

    TradesMade(RunExchange exchange) {
        this.exchange = exchange;
    }

    /** Counts the seconds that cannot change any more, for the symbols that are covered. */
    void settle(Map<String, Instant> firstCovered, Instant now) {
        Instant to = now.minus(SETTLED_AFTER).truncatedTo(ChronoUnit.SECONDS);
        firstCovered.forEach((symbol, first) -> {
            RowRange range = new RowRange(symbol, from(symbol, first), to);
            Long made = range.seconds() == 0 ? null : exchange.tradesMade(range);
            if (made != null) {
                settled.merge(symbol, made, Long::sum);
                settledTo.put(symbol, to);
            }
        });
    }

    /** Distinct trades in a range that begins where the symbol's coverage did; null if the exchange does not say. */
    @Nullable
    Long made(RowRange range) {
        RowRange rest = new RowRange(range.symbol(), from(range.symbol(), range.first()), range.last());
        Long made = exchange.tradesMade(rest);
        return made == null ? null : made + settled.getOrDefault(range.symbol(), 0L);
    }

    private Instant from(String symbol, Instant first) {
        Instant to = settledTo.get(symbol);
        return to == null ? first : to.plusSeconds(1);
    }
}
