package io.market1s.dashboard.board;

import io.market1s.dashboard.table.SlotCount;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The share of complete rows in the last hour, by symbol. It adds up counts of short slots, because a query over an
 * hour of all symbols is slow. It also says which slots to read next: always the newest ones, and the others in turn
 * from the newest to the oldest, so that corrections are counted too. Not thread-safe.
 */
public final class Completeness {
    /** Length of a slot. */
    static final Duration SLOT = Duration.ofSeconds(10);

    private static final int SLOTS = (int) Duration.ofHours(1).dividedBy(SLOT);
    // Rows of a second are written and corrected in the two seconds after it, which may be those of the next slot.
    private static final int NEWEST_SLOTS = 2;

    private final Map<String, Hour> hours = new HashMap<>();
    private long next = Long.MIN_VALUE;
    private boolean roundComplete;

    /** A stretch of {@code ts} in (from, to]. */
    public record Slot(long number) {
        public Instant from() {
            return Instant.ofEpochSecond(number * SLOT.toSeconds());
        }

        public Instant to() {
            return from().plus(SLOT);
        }
    }

    /** One symbol's counts, by slot number modulo the slots of an hour. */
    private static final class Hour {
        final int[] rows = new int[SLOTS];
        final int[] complete = new int[SLOTS];

        public void put(int index, int rowCount, int completeCount) {
            rows[index] = rowCount;
            complete[index] = completeCount;
        }
    }

    /** The slots whose counts change by the second. */
    public List<Slot> newest(Instant now) {
        long current = containing(now);
        return List.of(new Slot(current), new Slot(current - 1));
    }

    /** The slot whose turn it is to be read again. */
    public Slot next(Instant now) {
        long youngest = containing(now) - NEWEST_SLOTS;
        long oldest = containing(now) - SLOTS + 1;
        if (next < oldest || next > youngest) {
            roundComplete |= next != Long.MIN_VALUE && next < oldest;
            next = youngest;
        }
        return new Slot(next--);
    }

    /** Whether every slot of the hour has been read since the start. */
    public boolean isRoundComplete() {
        return roundComplete;
    }

    /** Takes what a slot was found to hold; symbols that are not named have no row in it. */
    public void put(Slot slot, List<SlotCount> counts) {
        int index = Math.floorMod(slot.number(), SLOTS);
        hours.values().forEach(hour -> hour.put(index, 0, 0));
        for (SlotCount count : counts) {
            hours.computeIfAbsent(count.symbol(), symbol -> new Hour()).put(index, count.rows(), count.complete());
        }
    }

    /** The share in [0, 1] of a symbol's rows of the last hour, as far as they have been read; null if it has none. */
    @Nullable
    Double share(String symbol) {
        Hour hour = hours.get(symbol);
        int rows = hour == null ? 0 : Arrays.stream(hour.rows).sum();
        return hour == null || rows == 0
                ? null
                : (double) Arrays.stream(hour.complete).sum() / rows;
    }

    private static long containing(Instant ts) {
        return Math.floorDiv(ts.getEpochSecond() - 1, SLOT.toSeconds());
    }
}
