package io.market1s.simulator.tally;

import io.market1s.simulator.frame.FrameType;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Set;

/**
 * What misbehaviour did to the delivery of markets. A client learns late of some faults and is given time for it: what it
 * may take for lost counts as touched, too. Thread-safe.
 */
public final class FaultRecord {
    /** A book may be on its way for more than half a second, and the second after a second vouches for it. */
    private static final Duration ON_THE_WAY = Duration.ofSeconds(3);
    /** A client that has subscribed anew has covered its first second after that. */
    private static final Duration COVERED_AFTER = Duration.ofSeconds(3);
    /** So far back lies the last moment, at most, at which a client knew that it had missed nothing. */
    private static final Duration DOUBTED_BACK = Duration.ofSeconds(10);
    /** So late a client notices, at the latest, that single frames are missing: one look a minute, and some time. */
    private static final Duration NOTICED_WITHIN = Duration.ofSeconds(90);

    private final Touched delivery = new Touched();
    private final Touched books = new Touched();
    private final EnumMap<FrameType, Long> lost = new EnumMap<>(FrameType.class);

    /** Stretches in which a client may have missed a trade or a book. */
    public Touched delivery() {
        return delivery;
    }

    /** Stretches in which the newest book was not delivered, or another was sent for it. */
    public Touched books() {
        return books;
    }

    /** How many frames of a type were delivered to nobody. */
    public synchronized long lost(FrameType type) {
        return lost.getOrDefault(type, 0L);
    }

    /** Connections that had subscribed to markets deliver nothing from now on, after frames that were late by that. */
    public void cut(Iterable<String> symbols, Instant now, Duration late) {
        for (String symbol : symbols) {
            delivery.begin(symbol, now.minus(ON_THE_WAY).minus(late), Instant.MAX);
        }
    }

    /** Markets are delivered from now on, after a cut or a silence. */
    public void delivered(Iterable<String> symbols, Instant now) {
        symbols.forEach(symbol -> delivery.end(symbol, now.plus(COVERED_AFTER)));
    }

    /** Types of a market are delivered no more. */
    public void silenced(String symbol, Set<FrameType> types, Instant now) {
        if (bringEvents(types)) {
            delivery.begin(symbol, now.minus(DOUBTED_BACK), Instant.MAX);
        }
    }

    /** A silence has ended; a client may notice it only now. */
    public void restored(String symbol, Set<FrameType> types, Instant now) {
        if (bringEvents(types)) {
            delivery.end(symbol, now.plus(COVERED_AFTER));
            delivery.begin(symbol, now.minus(DOUBTED_BACK), now.plus(NOTICED_WITHIN));
        }
    }

    private static boolean bringEvents(Set<FrameType> types) {
        return types.contains(FrameType.TRADE) || types.contains(FrameType.ORDERBOOK);
    }

    /** A frame was delivered to nobody. */
    public void lost(FrameType type, String symbol, Instant eventTime) {
        synchronized (this) {
            lost.merge(type, 1L, Long::sum);
        }
        delivery.begin(symbol, eventTime.minus(DOUBTED_BACK), eventTime.plus(NOTICED_WITHIN));
        if (type == FrameType.ORDERBOOK) {
            books.begin(symbol, eventTime, Instant.MAX);
        }
    }

    /** A book was delivered: it replaces those that were lost. */
    public void book(String symbol, Instant eventTime) {
        books.end(symbol, eventTime);
    }

    /** A book that is no event of that time was sent. */
    public void bookOfNoTime(String symbol, Instant now, Instant eventTime) {
        books.add(symbol, now.minus(ON_THE_WAY), eventTime.plus(COVERED_AFTER));
    }

    /** A message was sent to those who listen to markets, which they may take for a lost trade or book. */
    public void stray(Iterable<String> symbols, Instant now) {
        symbols.forEach(symbol -> delivery.add(symbol, now.minus(ON_THE_WAY), now.plus(DOUBTED_BACK)));
    }
}
