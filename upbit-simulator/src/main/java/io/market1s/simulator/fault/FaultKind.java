package io.market1s.simulator.fault;

import java.time.Duration;
import java.util.SplittableRandom;

/** The faults of a {@link FaultPlan}; each strikes once, with chances from the plan's seed, and is over within 15 s. */
public enum FaultKind {
    /** Drops every connection. */
    DROP {
        @Override
        void strike(Faults faults, SplittableRandom random) {
            faults.all().drop();
        }
    },
    /** Closes every connection. */
    CLOSE {
        @Override
        void strike(Faults faults, SplittableRandom random) {
            faults.all().close(1000);
        }
    },
    /** Lets every connection hang for up to 15 s. */
    STALL {
        @Override
        void strike(Faults faults, SplittableRandom random) {
            faults.all().stall(upTo(15_000, random));
        }
    },
    /** Delays all data by up to 3 s. */
    DELAY {
        @Override
        void strike(Faults faults, SplittableRandom random) {
            faults.disturb(StreamFaults.NONE.withDelay(upTo(3_000, random)), upTo(10_000, random));
        }
    },
    /** Sends up to every frame twice. */
    DUPLICATE {
        @Override
        void strike(Faults faults, SplittableRandom random) {
            faults.disturb(StreamFaults.NONE.withDuplicates(random.nextDouble()), upTo(10_000, random));
        }
    },
    /** Holds a part of the frames back for up to 2 s. */
    REORDER {
        @Override
        void strike(Faults faults, SplittableRandom random) {
            StreamFaults reordered = StreamFaults.NONE.withReordered(random.nextDouble() / 2, upTo(2_000, random));
            faults.disturb(reordered, upTo(10_000, random));
        }
    },
    /** Sends rubbish of any kind. */
    GARBAGE {
        @Override
        void strike(Faults faults, SplittableRandom random) {
            Garbage[] kinds = Garbage.values();
            faults.all().send(kinds[random.nextInt(kinds.length)]);
        }
    },
    /** Drops every connection and refuses upgrades for up to 10 s. */
    REFUSE_UPGRADES {
        @Override
        void strike(Faults faults, SplittableRandom random) {
            int[] statuses = {429, 403, 503};
            faults.refuseUpgrades(statuses[random.nextInt(statuses.length)], upTo(10_000, random));
            faults.all().drop();
        }
    },
    /** Cannot be reached for up to 10 s. */
    OFFLINE {
        @Override
        void strike(Faults faults, SplittableRandom random) {
            faults.goOffline(upTo(10_000, random));
        }
    };

    abstract void strike(Faults faults, SplittableRandom random);

    private static Duration upTo(int millis, SplittableRandom random) {
        return Duration.ofMillis(random.nextInt(1, millis + 1));
    }
}
