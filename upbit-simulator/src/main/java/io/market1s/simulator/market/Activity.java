package io.market1s.simulator.market;

import java.time.Duration;
import java.time.Instant;

/** How busy a market is at a time, as a factor of its mean rates: calm and lively spells and, for some, silence. */
final class Activity {
    private final Chance chance;
    private final boolean silences;
    private Instant until = Instant.MIN;
    private double factor;

    Activity(Chance chance, boolean silences) {
        this.chance = chance;
        this.silences = silences;
    }

    double at(Instant time) {
        if (!time.isBefore(until)) {
            boolean silent = silences && factor > 0;
            int seconds = silent ? chance.between(20, 120) : chance.between(5, 20);
            factor = silent ? 0 : 0.4 + chance.skewed(1.8, 2);
            until = time.plus(Duration.ofSeconds(seconds));
        }
        return factor;
    }
}
