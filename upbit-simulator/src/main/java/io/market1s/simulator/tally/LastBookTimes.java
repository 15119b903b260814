package io.market1s.simulator.tally;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * When one market's last book of each of the last seconds was made, in two bytes a second. Not thread-safe: the tally
 * guards it.
 */
final class LastBookTimes {
    private static final short NONE = -1;

    private final short[] lastMilli;
    private long newest = Long.MIN_VALUE;
    private long oldest;

    LastBookTimes(Duration kept) {
        this.lastMilli = new short[(int) kept.toSeconds()];
    }

    void add(Instant time) {
        long second = time.getEpochSecond();
        if (newest == Long.MIN_VALUE) {
            Arrays.fill(lastMilli, NONE);
            newest = second;
            oldest = second;
        }
        for (newest = Math.max(newest, second - lastMilli.length); newest < second; newest++) {
            lastMilli[place(newest + 1)] = NONE;
        }
        oldest = Math.max(oldest, newest - lastMilli.length + 1);
        if (second >= oldest) {
            int place = place(second);
            lastMilli[place] = (short) Math.max(lastMilli[place], time.get(ChronoField.MILLI_OF_SECOND));
        }
    }

    /** The time of the last book before {@code end}, a whole second; null if there was none, or none is known. */
    @Nullable
    Instant lastBefore(Instant end) {
        if (newest == Long.MIN_VALUE) {
            return null;
        }
        for (long second = Math.min(newest, end.getEpochSecond() - 1); second >= oldest; second--) {
            short milli = lastMilli[place(second)];
            if (milli != NONE) {
                return Instant.ofEpochSecond(second).plusMillis(milli);
            }
        }
        return null;
    }

    private int place(long second) {
        return Math.floorMod(second, lastMilli.length);
    }
}
