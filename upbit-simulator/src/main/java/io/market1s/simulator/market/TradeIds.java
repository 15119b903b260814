package io.market1s.simulator.market;

import java.util.HashMap;
import java.util.Map;

/**
 * Sequential ids as Upbit makes them: 17 digits, milliseconds and a counter; unique within a market only and no order of
 * time, since a part of them is counted in another millisecond than the trade's. Round milliseconds make that the same
 * id occurs in different markets. For trades in the order of their times.
 */
final class TradeIds {
    private static final int REACH = 30;
    private static final int PER_MILLI = 10_000;

    private final Chance chance;
    private final Map<Long, Integer> used = new HashMap<>();

    TradeIds(Chance chance) {
        this.chance = chance;
    }

    long next(long tradeMillis) {
        used.keySet().removeIf(milli -> milli < tradeMillis - 2 * REACH);
        long milli = tradeMillis;
        if (chance.happens(0.3)) {
            milli = Math.floorDiv(tradeMillis + chance.between(-REACH, REACH), 10) * 10;
        }
        int counter = used.merge(milli, 1, Integer::sum) - 1;
        return milli * PER_MILLI + counter;
    }
}
