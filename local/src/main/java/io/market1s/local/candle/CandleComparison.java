package io.market1s.local.candle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares our seconds with the exchange's, symbol after symbol, and keeps count. Not thread-safe. */
public final class CandleComparison {
    private final List<String> found = new ArrayList<>();
    private final Count candlesAlone = new Count();
    private final Count tradesAlone = new Count();
    private final Count differing = new Count();
    private long seconds;

    /** How many, and how many of them in seconds of which our row says that it saw all. */
    public static final class Count {
        private long all;
        private long complete;

        private void add(boolean inComplete) {
            all++;
            complete += inComplete ? 1 : 0;
        }

        /** In all seconds. */
        public long all() {
            return all;
        }

        /** In complete seconds. */
        public long complete() {
            return complete;
        }
    }

    /** Compares the seconds of one symbol. */
    public void compare(String symbol, NavigableMap<Instant, OurSeconds.Second> ours, Map<Instant, Candle> exchange) {
        TreeSet<Instant> all = new TreeSet<>(ours.keySet());
        all.addAll(exchange.keySet());
        for (Instant ts : all) {
            OurSeconds.Second second = ours.get(ts);
            compare(
                    symbol + " " + ts,
                    second != null && second.complete(),
                    second == null ? null : second.candle(),
                    exchange.get(ts));
        }
        seconds += all.size();
    }

    private void compare(String where, boolean complete, @Nullable Candle ours, @Nullable Candle exchange) {
        if (ours == null && exchange == null) {
            return;
        }
        List<String> differences;
        if (ours == null) {
            candlesAlone.add(complete);
            differences = List.of("candle without our trades");
        } else if (exchange == null) {
            tradesAlone.add(complete);
            differences = List.of("our trades without a candle");
        } else {
            differences = ours.differencesFrom(exchange);
            if (!differences.isEmpty()) {
                differing.add(complete);
            }
        }
        if (complete) {
            differences.forEach(difference -> found.add(where + " " + difference));
        }
    }

    /** How many seconds were compared, also those without trades on either side. */
    public long seconds() {
        return seconds;
    }

    /** The exchange traded, and we have no trade. */
    public Count candlesWithoutOurTrades() {
        return candlesAlone;
    }

    /** We have trades of which the exchange knows nothing. */
    public Count tradesWithoutCandle() {
        return tradesAlone;
    }

    /** Both traded, not the same. */
    public Count differing() {
        return differing;
    }

    /** Each difference in a complete second, a line each; such seconds have no excuse. */
    public List<String> differencesInCompleteSeconds() {
        return List.copyOf(found);
    }
}
