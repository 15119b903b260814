package io.market1s.simulator.market;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** One market's last trades with the day as each left it, so that a ticker can be told as of a moment ago. */
final class Tape {
    /** How far back it can be asked. */
    static final Duration LENGTH = Duration.ofSeconds(30);

    private final Deque<Mark> marks = new ArrayDeque<>();

    /** A trade and the day after it. */
    record Mark(Execution trade, Day.State day) {}

    void add(Execution trade, Day.State day) {
        marks.addLast(new Mark(trade, day));
        long start = trade.time() - LENGTH.toMillis();
        while (marks.size() > 1 && second().trade.time() <= start) {
            marks.removeFirst();
        }
    }

    /** The last trade at or before {@code time}; the earliest that it knows if none was. */
    Mark at(long time) {
        Iterator<Mark> newestFirst = marks.descendingIterator();
        Mark mark = newestFirst.next();
        while (mark.trade.time() > time && newestFirst.hasNext()) {
            mark = newestFirst.next();
        }
        return mark;
    }

    private Mark second() {
        Iterator<Mark> earliestFirst = marks.iterator();
        earliestFirst.next();
        return earliestFirst.next();
    }
}
