package io.market1s.simulator.market;

/**
 * The two sides of one market's book. The best prices walk on the tick grid and are drawn back to where they began; the
 * levels behind them change a few at a time. Mutable, for one thread.
 */
final class Ladder {
    static final int UNITS = 30;

    private final Chance chance;
    private final long tick;
    private final long homeTicks;
    private final long meanSize;
    private final int askLevels;
    private final int bidLevels;
    private final int[] askGaps = new int[UNITS];
    private final int[] bidGaps = new int[UNITS];
    private final long[] askSizes = new long[UNITS];
    private final long[] bidSizes = new long[UNITS];
    private long bestBidTicks;
    private int spreadTicks = 1;

    Ladder(MarketSpec spec, Chance chance) {
        this.chance = chance;
        this.tick = Fixed8.of(spec.tick());
        this.homeTicks = Fixed8.of(spec.price()) / tick;
        this.meanSize = 3 * Fixed8.of(spec.volume());
        this.bestBidTicks = homeTicks;
        boolean thin = spec.levels() < UNITS;
        this.askLevels = spec.levels();
        this.bidLevels = thin ? chance.between(1, spec.levels()) : spec.levels();
        for (int level = 0; level < UNITS; level++) {
            redraw(askGaps, askSizes, level);
            redraw(bidGaps, bidSizes, level);
        }
    }

    long bestAsk() {
        return (bestBidTicks + spreadTicks) * tick;
    }

    long bestBid() {
        return bestBidTicks * tick;
    }

    long bestAskSize() {
        return askSizes[0];
    }

    long bestBidSize() {
        return bidSizes[0];
    }

    /** Moves the best prices by at most two ticks and changes a few levels. */
    void step() {
        double pull = (double) (bestBidTicks - homeTicks) / (homeTicks * 0.02);
        if (chance.happens(0.4)) {
            int move = chance.between(1, 2);
            bestBidTicks += chance.happens(0.5 - Math.max(-0.5, Math.min(0.5, pull))) ? move : -move;
            spreadTicks = 1 + (int) chance.skewed(9, 3);
        }
        for (int i = chance.between(1, 3); i > 0; i--) {
            redraw(askGaps, askSizes, (int) chance.skewed(UNITS, 2));
            redraw(bidGaps, bidSizes, (int) chance.skewed(UNITS, 2));
        }
    }

    /** What the market shows now. */
    Book book() {
        long[] askPrices = new long[UNITS];
        long[] bidPrices = new long[UNITS];
        long[] asks = new long[UNITS];
        long[] bids = new long[UNITS];
        fill(askPrices, asks, bestBidTicks + spreadTicks, 1, askLevels, askGaps, askSizes);
        fill(bidPrices, bids, bestBidTicks, -1, bidLevels, bidGaps, bidSizes);
        return new Book(askPrices, bidPrices, asks, bids);
    }

    private void fill(long[] prices, long[] sizes, long best, int direction, int levels, int[] gaps, long[] of) {
        long ticks = best;
        for (int level = 0; level < levels; level++) {
            ticks += level == 0 ? 0 : (long) direction * gaps[level];
            if (ticks <= 0) {
                return;
            }
            prices[level] = ticks * tick;
            sizes[level] = of[level];
        }
    }

    private void redraw(int[] gaps, long[] sizes, int level) {
        gaps[level] = 1 + (int) chance.skewed(4, 2);
        sizes[level] = chance.size(meanSize);
    }

    /** The 30 units of a book in {@link Fixed8}; what is missing on a side is padded with price 0, size 0. */
    @SuppressWarnings("ArrayRecordComponent") // made once, read once, never compared
    record Book(long[] askPrices, long[] bidPrices, long[] askSizes, long[] bidSizes) {}
}
