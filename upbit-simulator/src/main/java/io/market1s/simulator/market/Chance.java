package io.market1s.simulator.market;

import java.util.SplittableRandom;

/** One market's randomness. Only operations whose results are the same on every JDK: a seed means the same everywhere. */
final class Chance {
    private final SplittableRandom random;

    Chance(long seed, String symbol) {
        this.random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L ^ symbol.hashCode() * 0xC2B2AE3D27D4EB4FL);
    }

    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    /** A whole number in [from, to]. */
    int between(int from, int to) {
        return random.nextInt(from, to + 1);
    }

    /** A number in [0, max), the small ones likelier: the power tells how much. */
    double skewed(double max, int power) {
        double value = random.nextDouble();
        double result = max;
        for (int i = 0; i < power; i++) {
            result *= value;
        }
        return result;
    }

    /** A whole number of that mean: its floor, or one more. */
    int about(double mean) {
        int floor = (int) mean;
        return floor + (happens(mean - floor) ? 1 : 0);
    }

    /** The number of independent events when so many are expected. */
    int poisson(double mean) {
        if (mean > 30) {
            return about(mean * (0.7 + 0.6 * random.nextDouble()));
        }
        double limit = StrictMath.exp(-mean);
        int events = 0;
        for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
            events++;
        }
        return events;
    }

    /** A positive {@link Fixed8} of that mean: many small ones, few large ones. */
    long size(long mean) {
        double factor = -StrictMath.log(1 - random.nextDouble());
        return Math.max(1, (long) (mean * factor));
    }
}
