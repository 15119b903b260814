package io.market1s.ingest.witness;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Listens to the witnesses of one market about one kind of event, from agreement over suspicion to doubt. A testimony is
 * judged some seconds after it was given, because a frame may be under way. One that shows something missing makes a
 * suspicion; it is a doubt when it still does some seconds later and a second testimony shows the same, or none comes.
 * Not thread-safe.
 */
final class Suspicion {
    /** Frames come up to 650 ms late, and not in order. */
    static final Duration SETTLED = Duration.ofSeconds(3);
    /** Two testimonies by one mistake of the exchange are given in the same moment. */
    private static final Duration APART = Duration.ofSeconds(2);
    /** So long a suspicion waits for a second testimony. */
    static final Duration ALONE = Duration.ofSeconds(10);

    private final Doubt.Kind kind;
    private final Function<Testimony, Judgement> judge;
    private Instant agreed;
    private Instant agreedBefore;
    /** Not judged yet: the next one and the newest; over midnight also the last of the day. */
    private final Deque<Testimony> waiting = new ArrayDeque<>();

    private @Nullable Testimony first;
    private boolean confirmed;

    /** What a testimony is found to say. */
    enum Judgement {
        /** The feed has brought what the witness tells. */
        AGREES,
        /** As {@link #AGREES}, and the volumes show that it has brought everything. */
        AGREES_IN_ALL,
        /** The feed has not brought it. */
        MISSING,
        /** It says nothing. */
        UNKNOWN
    }

    /**
     * Nothing is suspected.
     *
     * @param since from when on the feed is to bring everything
     */
    Suspicion(Doubt.Kind kind, Instant since, Function<Testimony, Judgement> judge) {
        this.kind = kind;
        this.judge = judge;
        this.agreed = since;
        this.agreedBefore = since;
    }

    /** A witness tells something; of those that wait to be judged the one that tells the most is enough. */
    void hear(Testimony testimony) {
        if (waiting.size() > 1 && isLike(testimony, waiting.getLast())) {
            // They may come out of order.
            if (told(testimony).isBefore(told(waiting.getLast()))) {
                return;
            }
            waiting.removeLast();
        }
        waiting.add(testimony);
    }

    /**
     * Judges what is due.
     *
     * @return a doubt, each time as long as there is one
     */
    @Nullable
    Doubt examine(Instant now) {
        while (!waiting.isEmpty() && !now.isBefore(waiting.element().at().plus(SETTLED))) {
            Testimony due = waiting.remove();
            judged(due, judge.apply(due));
        }
        if (first == null) {
            return null;
        }
        Judgement again = judge.apply(first);
        if (again == Judgement.AGREES || again == Judgement.AGREES_IN_ALL) {
            acquit();
            return null;
        }
        return confirmed || !now.isBefore(first.at().plus(ALONE)) ? new Doubt(kind, agreedBefore, first) : null;
    }

    /** The last moment but one at which the feed has shown by itself that nothing older is missing. */
    Instant agreedBefore() {
        return agreedBefore;
    }

    /** Whether any testimony shows something missing now, though it may still be on its way. */
    boolean isAroused() {
        return isOpen() || waiting.stream().anyMatch(each -> judge.apply(each) == Judgement.MISSING);
    }

    /** Whether a testimony has shown something missing, and none has shown since that it is there. */
    boolean isOpen() {
        return first != null;
    }

    /** The witness was wrong. */
    void acquit() {
        first = null;
        confirmed = false;
    }

    /** A moment at which the feed has shown by itself that nothing older is missing. */
    void agreed(Instant asOf) {
        if (asOf.isAfter(agreed)) {
            // One testimony may be wrong about its own time.
            agreedBefore = agreed;
            agreed = asOf;
        }
    }

    private static boolean isLike(Testimony a, Testimony b) {
        return a.source() == b.source() && isOfTheSameDay(a, b);
    }

    private static Instant told(Testimony testimony) {
        if (testimony.trade() != null) {
            return testimony.trade().time();
        }
        return testimony.book() == null ? Instant.MIN : testimony.book();
    }

    /** What is told of one day says nothing of the day before. */
    private static boolean isOfTheSameDay(Testimony a, Testimony b) {
        return a.trade() == null
                || b.trade() == null
                || BroughtTrades.day(a.trade().time())
                        .equals(BroughtTrades.day(b.trade().time()));
    }

    private void judged(Testimony testimony, Judgement judgement) {
        switch (judgement) {
            case AGREES, AGREES_IN_ALL -> {
                if (first != null
                        && isOfTheSameDay(first, testimony)
                        && (judgement == Judgement.AGREES_IN_ALL || first.source() == testimony.source())) {
                    acquit();
                }
                if (first == null) {
                    agreed(testimony.asOf());
                }
            }
            case MISSING -> {
                if (first == null) {
                    first = testimony;
                } else {
                    confirmed |= !testimony.at().isBefore(first.at().plus(APART));
                }
            }
            case UNKNOWN -> {}
        }
    }
}
