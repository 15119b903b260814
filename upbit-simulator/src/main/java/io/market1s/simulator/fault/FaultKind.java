package io.market1s.simulator.fault;

import io.market1s.simulator.frame.FrameType;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;

/** The faults of a {@link FaultPlan}; each strikes once, with chances from the plan's seed, and is over within 30 s. */
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
    },
    /** Delivers nothing of one market for up to 15 s. */
    SILENT_MARKET {
        @Override
        void strike(Faults faults, SplittableRandom random) {
            faults.all().silence(symbol(faults, random), EnumSet.allOf(FrameType.class), upTo(15_000, random));
        }
    },
    /** Delivers nothing of one type of one market for up to 15 s. */
    SILENT_TYPE {
        @Override
        void strike(Faults faults, SplittableRandom random) {
            faults.all().silence(symbol(faults, random), EnumSet.of(type(random)), upTo(15_000, random));
        }
    },
    /** Delivers up to half of the trades to nobody. */
    LOST_TRADES {
        @Override
        void strike(Faults faults, SplittableRandom random) {
            faults.disturb(StreamFaults.NONE.withLost(random.nextDouble() / 2, 0), upTo(10_000, random));
        }
    },
    /** Delivers up to half of the books to nobody. */
    LOST_BOOKS {
        @Override
        void strike(Faults faults, SplittableRandom random) {
            faults.disturb(StreamFaults.NONE.withLost(0, random.nextDouble() / 2), upTo(10_000, random));
        }
    },
    /** Stamps one frame a second to an hour ahead. */
    FUTURE_FRAME {
        @Override
        void strike(Faults faults, SplittableRandom random) {
            Duration ahead = Duration.ofMillis((long) (1000 * StrictMath.pow(3600, random.nextDouble())));
            faults.all().sendAhead(type(random), symbol(faults, random), ahead);
        }
    },
    /** Drops every connection; the next subscription begins with a frame that is up to 10 min old. */
    OLD_FIRST_FRAME {
        @Override
        void strike(Faults faults, SplittableRandom random) {
            faults.beginWithOldTicker(upTo(600_000, random));
            faults.all().drop();
        }
    },
    /** Drops every connection and sends frames without {@code stream_type} for up to 10 s. */
    NO_STREAM_TYPE {
        @Override
        void strike(Faults faults, SplittableRandom random) {
            faults.disturb(StreamFaults.NONE.withoutStreamType(), upTo(10_000, random));
            faults.all().drop();
        }
    },
    /** Sends a message without type and code. */
    UNKNOWN_MESSAGE {
        @Override
        void strike(Faults faults, SplittableRandom random) {
            NoticeFrame[] notices = NoticeFrame.values();
            faults.all().send(notices[random.nextInt(notices.length)]);
        }
    },
    /** Drops every connection while REST is 5 to 25 s behind for up to 30 s. */
    REST_BEHIND {
        @Override
        void strike(Faults faults, SplittableRandom random) {
            faults.restBehind(Duration.ofMillis(random.nextInt(5_000, 25_001)), upTo(30_000, random));
            faults.all().drop();
        }
    },
    /** Drops every connection; REST knows no market for up to 10 s. */
    REST_NOT_FOUND {
        @Override
        void strike(Faults faults, SplittableRandom random) {
            faults.refuseRest(404, upTo(10_000, random), Refusal.Told.NOT);
            faults.all().drop();
        }
    },
    /** Drops every connection; REST is blocked for up to 20 s and says how long. */
    REST_BLOCKED {
        @Override
        void strike(Faults faults, SplittableRandom random) {
            faults.refuseRest(418, upTo(20_000, random), told(random));
            faults.all().drop();
        }
    },
    /** Drops every connection; REST answers for up to 5 s that requests are too many and says how long. */
    REST_LIMITED {
        @Override
        void strike(Faults faults, SplittableRandom random) {
            faults.refuseRest(429, upTo(5_000, random), told(random));
            faults.all().drop();
        }
    };

    abstract void strike(Faults faults, SplittableRandom random);

    private static String symbol(Faults faults, SplittableRandom random) {
        List<String> listed = faults.listed();
        return listed.get(random.nextInt(listed.size()));
    }

    private static FrameType type(SplittableRandom random) {
        FrameType[] types = FrameType.values();
        return types[random.nextInt(types.length)];
    }

    private static Refusal.Told told(SplittableRandom random) {
        return random.nextBoolean() ? Refusal.Told.HEADER : Refusal.Told.BODY;
    }

    private static Duration upTo(int millis, SplittableRandom random) {
        return Duration.ofMillis(random.nextInt(1, millis + 1));
    }
}
