package io.market1s.simulator.server;

import io.market1s.simulator.fault.StreamFaults;
import io.market1s.simulator.frame.TimedFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Holds frames back and doubles them as the faults of the stream say. On the event loop only. */
final class Disturbance {
    private static final int DUPLICATE_WITHIN = 500;

    private final SplittableRandom random;
    private final PriorityQueue<Held> held = new PriorityQueue<>();
    private StreamFaults faults = StreamFaults.NONE;
    private long entered;

    Disturbance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    void set(StreamFaults newFaults) {
        faults = newFaults;
    }

    StreamFaults faults() {
        return faults;
    }

    /** Whether a frame can pass at once. */
    boolean isCalm() {
        return held.isEmpty() && faults.equals(StreamFaults.NONE);
    }

    /** Whether a frame goes out to nobody. */
    boolean loses(TimedFrame frame) {
        double share = faults.lost(frame.type());
        return share > 0 && random.nextDouble() < share;
    }

    void enter(TimedFrame frame) {
        Instant out = frame.due().plus(faults.delay());
        if (random.nextDouble() < faults.reordered()) {
            out = out.plusMillis(random.nextLong(1 + faults.within().toMillis()));
        }
        held.add(new Held(out, entered++, frame));
        if (random.nextDouble() < faults.duplicates()) {
            held.add(new Held(out.plusMillis(random.nextInt(1, DUPLICATE_WITHIN)), entered++, frame));
        }
    }

    /** How much later than due a frame may go out just now. */
    Duration longestDelay() {
        return faults.delay().plus(faults.within());
    }

    /** The next frame that has been held back long enough; null if there is none. */
    @Nullable
    TimedFrame leave(Instant now) {
        Held head = held.peek();
        if (head == null || head.out.isAfter(now)) {
            return null;
        }
        held.remove();
        return head.frame;
    }

    /** When the next frame leaves, at most {@code latest}. */
    Instant next(Instant latest) {
        Held head = held.peek();
        return head == null || head.out.isAfter(latest) ? latest : head.out;
    }

    private record Held(Instant out, long number, TimedFrame frame) implements Comparable<Held> {
        @Override
        public int compareTo(Held other) {
            int byTime = out.compareTo(other.out);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }
}
