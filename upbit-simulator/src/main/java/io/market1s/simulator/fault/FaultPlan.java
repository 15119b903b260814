package io.market1s.simulator.fault;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Random misbehaviour: the same seed gives the same faults at the same times after the start. Every kind strikes once, in
 * random order, before one strikes again.
 *
 * @param every mean time between two faults
 * @param kinds the faults to choose from, at least one
 */
public record FaultPlan(long seed, Duration every, Set<FaultKind> kinds) {
    public FaultPlan {
        if (every.isNegative() || every.isZero() || kinds.isEmpty()) {
            throw new IllegalArgumentException("a plan needs a time between faults and at least one kind of fault");
        }
        kinds = Set.copyOf(kinds);
    }

    /** All kinds of faults. */
    public static FaultPlan ofAllKinds(long seed, Duration every) {
        return new FaultPlan(seed, every, EnumSet.allOf(FaultKind.class));
    }

    /** Starts striking. What it returns ends that; faults under way take their time. */
    public Runnable start(FaultControls controls, Faults faults) {
        // A set has no order of its own: the seed must mean the same in every run.
        Run run = new Run(controls, faults, kinds.stream().sorted().toList(), new SplittableRandom(seed));
        run.waitForNext();
        return () -> run.ended = true;
    }

    private final class Run {
        private final FaultControls controls;
        private final Faults faults;
        private final List<FaultKind> choice;
        private final SplittableRandom random;
        private final Deque<FaultKind> next = new ArrayDeque<>();
        private volatile boolean ended;

        Run(FaultControls controls, Faults faults, List<FaultKind> choice, SplittableRandom random) {
            this.controls = controls;
            this.faults = faults;
            this.choice = choice;
            this.random = random;
        }

        void waitForNext() {
            Duration pause = Duration.ofMillis((long) (every.toMillis() * (0.5 + random.nextDouble())));
            controls.later(pause, () -> {
                if (ended) {
                    return;
                }
                FaultKind kind = draw();
                SplittableRandom chances = random.split();
                waitForNext();
                kind.strike(faults, chances);
            });
        }

        private FaultKind draw() {
            if (next.isEmpty()) {
                List<FaultKind> left = new ArrayList<>(choice);
                while (!left.isEmpty()) {
                    next.add(left.remove(random.nextInt(left.size())));
                }
            }
            return next.remove();
        }
    }
}
